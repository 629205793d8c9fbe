-- CreateTable
CREATE TABLE "mail_tool" (
    "shop" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_tool_pkey" PRIMARY KEY ("shop")
);
