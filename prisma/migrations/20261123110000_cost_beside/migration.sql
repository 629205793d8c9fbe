-- AlterTable
ALTER TABLE "granted" ADD COLUMN     "beside" BIGINT NOT NULL DEFAULT 0;
