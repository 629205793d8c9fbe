-- AlterTable
ALTER TABLE "decision" DROP CONSTRAINT "decision_pkey",
ADD COLUMN     "lot" JSONB,
ADD COLUMN     "subject" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "decision_pkey" PRIMARY KEY ("shop", "entry_kind", "entry_id", "rule_id", "subject");

-- CreateTable
CREATE TABLE "daily_rule" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "seed" TEXT NOT NULL,

    CONSTRAINT "daily_rule_pkey" PRIMARY KEY ("shop","rule_id")
);

-- CreateTable
CREATE TABLE "inside_group" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,

    CONSTRAINT "inside_group_pkey" PRIMARY KEY ("shop","rule_id","customer_id")
);

-- AlterTable
ALTER TABLE "lane" ADD COLUMN     "begun_day" TEXT,
ADD COLUMN     "forecast" JSONB;
