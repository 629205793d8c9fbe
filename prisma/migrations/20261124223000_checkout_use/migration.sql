-- CreateTable
CREATE TABLE "checkout_use" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "customer_id" TEXT,
    "is_qualified" BOOLEAN NOT NULL,
    "is_carried" BOOLEAN NOT NULL,
    "amount" BIGINT NOT NULL,
    "found_by" TEXT,
    "overrun" JSONB,

    CONSTRAINT "checkout_use_pkey" PRIMARY KEY ("shop","rule_id","order_id")
);

-- CreateTable
CREATE TABLE "unclear_offer" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "unclear_offer_pkey" PRIMARY KEY ("shop","order_id","title")
);

-- CreateIndex
CREATE INDEX "checkout_use_shop_order_id_idx" ON "checkout_use"("shop", "order_id");
