-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "birthday_metafield" TEXT;
