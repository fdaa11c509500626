# Data sources: read while planning, read during apply, and referred to.
provider "aws" {
  region = "us-west-2"
}

data "aws_caller_identity" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.files.arn}/*"]
  }
}

resource "aws_s3_bucket" "files" {
  bucket_prefix = "files"
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = data.aws_vpc.shared.id
  cidr_block        = "10.1.${count.index}.0/24"
  availability_zone = data.aws_availability_zones.available.names[count.index]
}

data "aws_vpc" "shared" {
  default = true
}

data "aws_subnet" "later" {
  id = aws_subnet.private[0].id
}

check "named" {
  assert {
    condition     = data.aws_vpc.shared.id != ""
    error_message = "There is no default VPC."
  }
}
