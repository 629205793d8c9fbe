-- CreateTable
CREATE TABLE "backtest" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "rule_id" TEXT,
    "document" JSONB NOT NULL,
    "decide_from" TIMESTAMPTZ(3),
    "decide_to" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "entries_read" INTEGER NOT NULL DEFAULT 0,
    "entries_of" INTEGER,
    "result" JSONB,
    "problem" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "backtest_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "backtest_shop_rule_id_created_at_idx" ON "backtest"("shop", "rule_id", "created_at");

-- CreateIndex
CREATE INDEX "entry_shop_at_idx" ON "entry"("shop", "at");
