terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second]
    }
  }
}

resource "aws_sns_topic" "handed" {
  name = "handed"
}

resource "aws_sns_topic" "second" {
  provider = aws.second
  name     = "second"
}
