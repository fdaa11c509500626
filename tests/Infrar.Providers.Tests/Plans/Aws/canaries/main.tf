provider "aws" {
  region = "eu-west-1"
}

resource "aws_synthetics_canary" "often" {
  name                 = "often"
  artifact_s3_location = "s3://canaries/"
  execution_role_arn   = "arn:aws:iam::123456789012:role/canary"
  handler              = "index.handler"
  runtime_version      = "syn-nodejs-puppeteer-9.1"
  s3_bucket            = "canaries"
  s3_key               = "canary.zip"
  start_canary         = true

  schedule {
    expression = "rate(5 minutes)"
  }
}

resource "aws_synthetics_canary" "hourly" {
  name                 = "hourly"
  artifact_s3_location = "s3://canaries/"
  execution_role_arn   = "arn:aws:iam::123456789012:role/canary"
  handler              = "index.handler"
  runtime_version      = "syn-nodejs-puppeteer-9.1"
  s3_bucket            = "canaries"
  s3_key               = "canary.zip"
  start_canary         = true

  schedule {
    expression = "rate(1 hour)"
  }
}

resource "aws_synthetics_canary" "office" {
  name                 = "office"
  artifact_s3_location = "s3://canaries/"
  execution_role_arn   = "arn:aws:iam::123456789012:role/canary"
  handler              = "index.handler"
  runtime_version      = "syn-nodejs-puppeteer-9.1"
  s3_bucket            = "canaries"
  s3_key               = "canary.zip"
  start_canary         = true

  schedule {
    expression = "cron(0/5 8-17 ? * MON-FRI *)"
  }
}

resource "aws_synthetics_canary" "stopped" {
  name                 = "stopped"
  artifact_s3_location = "s3://canaries/"
  execution_role_arn   = "arn:aws:iam::123456789012:role/canary"
  handler              = "index.handler"
  runtime_version      = "syn-nodejs-puppeteer-9.1"
  s3_bucket            = "canaries"
  s3_key               = "canary.zip"

  schedule {
    expression = "rate(1 minute)"
  }
}
