provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_dashboard" "team" {
  count          = 3
  dashboard_name = "team-${count.index}"
  dashboard_body = "{}"
}
