provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

resource "aws_s3_bucket" "virginia" {
  bucket = "files-virginia"
}

resource "aws_s3_bucket" "ireland" {
  provider = aws.ireland
  bucket   = "files-ireland"
}
