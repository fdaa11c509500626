provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_dashboard" "team" {
  count          = 1000
  dashboard_name = "team-${count.index}"
  dashboard_body = "{}"
}
