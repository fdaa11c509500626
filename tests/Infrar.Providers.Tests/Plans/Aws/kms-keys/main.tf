provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

resource "aws_kms_key" "turning" {
  enable_key_rotation = true
  multi_region        = true
}

resource "aws_kms_key" "elliptic" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_key" "rsa" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_external_key" "ours" {
  description = "Brought along"
}

resource "aws_kms_replica_key" "copy" {
  provider        = aws.virginia
  primary_key_arn = aws_kms_key.turning.arn
}

resource "aws_kms_alias" "turning" {
  name          = "alias/turning"
  target_key_id = aws_kms_key.turning.key_id
}
