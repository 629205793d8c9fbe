-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "delivery_id" BIGINT;

-- AlterTable
ALTER TABLE "effect" ADD COLUMN     "delivery_id" BIGINT;
