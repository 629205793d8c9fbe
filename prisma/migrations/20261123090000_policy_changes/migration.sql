-- AlterTable
ALTER TABLE "policies" ADD COLUMN     "changes" JSONB NOT NULL DEFAULT '{}';
