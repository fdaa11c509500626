provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  statistic           = "Average"
  threshold           = 80
  period              = 60
}

resource "aws_cloudwatch_metric_alarm" "fast" {
  alarm_name          = "fast"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  statistic           = "Average"
  threshold           = 80
  period              = 10
}

resource "aws_cloudwatch_metric_alarm" "rate" {
  alarm_name          = "rate"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  threshold           = 1

  metric_query {
    id = "errors"

    metric {
      metric_name = "Errors"
      namespace   = "App"
      period      = 60
      stat        = "Sum"
    }
  }

  metric_query {
    id = "all"

    metric {
      metric_name = "Requests"
      namespace   = "App"
      period      = 60
      stat        = "Sum"
    }
  }

  metric_query {
    id          = "rate"
    expression  = "errors / all * 100"
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "band" {
  alarm_name          = "band"
  comparison_operator = "GreaterThanUpperThreshold"
  evaluation_periods  = 2
  threshold_metric_id = "band"

  metric_query {
    id = "load"

    metric {
      metric_name = "Load"
      namespace   = "App"
      period      = 60
      stat        = "Sum"
    }
  }

  metric_query {
    id          = "band"
    expression  = "ANOMALY_DETECTION_BAND(load, 2)"
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "query" {
  alarm_name          = "query"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  threshold           = 1

  metric_query {
    id          = "q"
    expression  = "SELECT MAX(CPUUtilization) FROM \"AWS/EC2\""
    return_data = true
  }
}

resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name = "any"
  alarm_rule = "ALARM(cpu) OR ALARM(fast)"
}
