provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

resource "aws_cloudwatch_log_group" "virginia" {
  name = "/flow"
}

resource "aws_flow_log" "virginia" {
  vpc_id          = "vpc-0123456789abcdef0"
  traffic_type    = "ALL"
  iam_role_arn    = "arn:aws:iam::123456789012:role/flow"
  log_destination = aws_cloudwatch_log_group.virginia.arn
}

resource "aws_flow_log" "ireland" {
  provider        = aws.ireland
  vpc_id          = "vpc-0123456789abcdef1"
  traffic_type    = "REJECT"
  iam_role_arn    = "arn:aws:iam::123456789012:role/flow"
  log_destination = "arn:aws:logs:eu-west-1:123456789012:log-group:/elsewhere"
}

resource "aws_flow_log" "bucket" {
  vpc_id               = "vpc-0123456789abcdef0"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::flow"
}
