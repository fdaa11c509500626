provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

resource "aws_cloudwatch_event_bus" "orders" {
  name = "orders"
}

resource "aws_cloudwatch_event_rule" "paid" {
  name           = "paid"
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  event_pattern  = "{\"source\":[\"shop\"]}"
}

resource "aws_cloudwatch_event_bus" "ireland" {
  provider = aws.ireland
  name     = "orders"
}

resource "aws_cloudwatch_event_bus" "silent" {
  name = "silent"
}

resource "aws_cloudtrail" "quiet" {
  name           = "quiet"
  s3_bucket_name = "trails"
}

resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "trails"
}

resource "aws_cloudtrail" "files" {
  name           = "files"
  s3_bucket_name = "trails"

  event_selector {
    read_write_type           = "All"
    include_management_events = false

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }

  insight_selector {
    insight_type = "ApiCallRateInsight"
  }
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecr_repository" "web" {
  name = "web"
}

resource "aws_sns_topic" "alarms" {
  name = "alarms"
}

resource "aws_sns_topic" "news" {
  name = "news"
}
