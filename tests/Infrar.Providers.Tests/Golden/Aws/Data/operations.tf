resource "aws_cloudwatch_log_group" "database_postgresql" {
  name              = "/aws/rds/instance/infrar-production-database/postgresql"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "database_upgrade" {
  name              = "/aws/rds/instance/infrar-production-database/upgrade"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "platform" {
  name              = "/ecs/infrar-platform"
  retention_in_days = 30
}

resource "aws_sns_topic" "alarms" {
  name         = "infrar-production-alarms"
  display_name = "Alarms of infrar production"
}

resource "aws_sns_topic_subscription" "alarms_ops_infrar_io" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "ops@infrar.io"
}

resource "aws_sns_topic_subscription" "alarms_on_call_infrar_io" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "on-call@infrar.io"
}

resource "aws_cloudwatch_metric_alarm" "platform_error_rate" {
  alarm_name          = "infrar-production-platform-error-rate"
  alarm_description   = "Platform: Failed requests, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "result"
    expression  = "100 * FILL(errors, 0) / requests"
    label       = "Failed requests, %"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      dimensions = {
        LoadBalancer = aws_lb.main.arn_suffix
        TargetGroup  = aws_lb_target_group.platform.arn_suffix
      }
      stat   = "Sum"
      period = 60
    }
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      dimensions = {
        LoadBalancer = aws_lb.main.arn_suffix
        TargetGroup  = aws_lb_target_group.platform.arn_suffix
      }
      stat   = "Sum"
      period = 60
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "platform_latency" {
  alarm_name          = "infrar-production-platform-latency"
  alarm_description   = "Platform: Response time, 95th percentile, s."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.5
  evaluation_periods  = 3
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.platform.arn_suffix
  }
  extended_statistic                    = "p95"
  evaluate_low_sample_count_percentiles = "ignore"
  period                                = 60
  treat_missing_data                    = "notBreaching"
  alarm_actions                         = [aws_sns_topic.alarms.arn]
  ok_actions                            = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "platform_cpu" {
  alarm_name          = "infrar-production-platform-cpu"
  alarm_description   = "Platform: Processor, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 2
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.platform.name
  }
  statistic          = "Average"
  period             = 120
  treat_missing_data = "missing"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "platform_memory" {
  alarm_name          = "infrar-production-platform-memory"
  alarm_description   = "Platform: Memory, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 2
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions = {
    ClusterName = aws_ecs_cluster.main.name
    ServiceName = aws_ecs_service.platform.name
  }
  statistic          = "Average"
  period             = 300
  treat_missing_data = "missing"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "database_cpu" {
  alarm_name          = "infrar-production-database-cpu"
  alarm_description   = "Database: Processor, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 2
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  dimensions = {
    DBInstanceIdentifier = aws_db_instance.database.identifier
  }
  statistic          = "Average"
  period             = 300
  treat_missing_data = "missing"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "database_memory" {
  alarm_name          = "infrar-production-database-memory"
  alarm_description   = "Database: Memory, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  evaluation_periods  = 2
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "result"
    expression  = "100 * (1 - free / 4294967296)"
    label       = "Memory, %"
    return_data = true
  }

  metric_query {
    id = "free"

    metric {
      namespace   = "AWS/RDS"
      metric_name = "FreeableMemory"
      dimensions = {
        DBInstanceIdentifier = aws_db_instance.database.identifier
      }
      stat   = "Average"
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "database_free_storage" {
  alarm_name          = "infrar-production-database-free-storage"
  alarm_description   = "Database: Free disk, bytes."
  comparison_operator = "LessThanThreshold"
  threshold           = 10737418240
  evaluation_periods  = 1
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions = {
    DBInstanceIdentifier = aws_db_instance.database.identifier
  }
  statistic          = "Minimum"
  period             = 300
  treat_missing_data = "missing"
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "cache_memory" {
  alarm_name          = "infrar-production-cache-memory"
  alarm_description   = "Cache: Memory, fullest node, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 2
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "result"
    expression  = "MAX([node1, node2])"
    label       = "Memory, fullest node, %"
    return_data = true
  }

  metric_query {
    id = "node1"

    metric {
      namespace   = "AWS/ElastiCache"
      metric_name = "DatabaseMemoryUsagePercentage"
      dimensions = {
        CacheClusterId = "infrar-production-cache-001"
      }
      stat   = "Average"
      period = 300
    }
  }

  metric_query {
    id = "node2"

    metric {
      namespace   = "AWS/ElastiCache"
      metric_name = "DatabaseMemoryUsagePercentage"
      dimensions = {
        CacheClusterId = "infrar-production-cache-002"
      }
      stat   = "Average"
      period = 300
    }
  }
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "infrar-production"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "text"
        x      = 0
        y      = 0
        width  = 24
        height = 1
        properties = {
          markdown = "## Database"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 1
        width  = 8
        height = 6
        properties = {
          title  = "Processor, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/RDS",
              "CPUUtilization",
              "DBInstanceIdentifier",
              aws_db_instance.database.identifier,
              {
                id   = "cpu"
                stat = "Average"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 1
        width  = 8
        height = 6
        properties = {
          title  = "Memory, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              id         = "result"
              expression = "100 * (1 - free / 4294967296)"
              label      = "Memory, %"
            }],
            [
              "AWS/RDS",
              "FreeableMemory",
              "DBInstanceIdentifier",
              aws_db_instance.database.identifier,
              {
                id      = "free"
                stat    = "Average"
                visible = false
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 1
        width  = 8
        height = 6
        properties = {
          title  = "Free disk, bytes"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/RDS",
              "FreeStorageSpace",
              "DBInstanceIdentifier",
              aws_db_instance.database.identifier,
              {
                id   = "free"
                stat = "Minimum"
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 7
        width  = 24
        height = 1
        properties = {
          markdown = "## Cache"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 8
        width  = 12
        height = 6
        properties = {
          title  = "Redis thread, busiest node, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              id         = "result"
              expression = "MAX([node1, node2])"
              label      = "Redis thread, busiest node, %"
            }],
            [
              "AWS/ElastiCache",
              "EngineCPUUtilization",
              "CacheClusterId",
              "infrar-production-cache-001",
              {
                id      = "node1"
                stat    = "Average"
                visible = false
              },
            ],
            [
              "AWS/ElastiCache",
              "EngineCPUUtilization",
              "CacheClusterId",
              "infrar-production-cache-002",
              {
                id      = "node2"
                stat    = "Average"
                visible = false
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 8
        width  = 12
        height = 6
        properties = {
          title  = "Memory, fullest node, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              id         = "result"
              expression = "MAX([node1, node2])"
              label      = "Memory, fullest node, %"
            }],
            [
              "AWS/ElastiCache",
              "DatabaseMemoryUsagePercentage",
              "CacheClusterId",
              "infrar-production-cache-001",
              {
                id      = "node1"
                stat    = "Average"
                visible = false
              },
            ],
            [
              "AWS/ElastiCache",
              "DatabaseMemoryUsagePercentage",
              "CacheClusterId",
              "infrar-production-cache-002",
              {
                id      = "node2"
                stat    = "Average"
                visible = false
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 14
        width  = 24
        height = 1
        properties = {
          markdown = "## Platform"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 15
        width  = 6
        height = 6
        properties = {
          title  = "Failed requests, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              id         = "result"
              expression = "100 * FILL(errors, 0) / requests"
              label      = "Failed requests, %"
            }],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_5XX_Count",
              "LoadBalancer",
              aws_lb.main.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.platform.arn_suffix,
              {
                id      = "errors"
                stat    = "Sum"
                visible = false
              },
            ],
            [
              "AWS/ApplicationELB",
              "RequestCount",
              "LoadBalancer",
              aws_lb.main.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.platform.arn_suffix,
              {
                id      = "requests"
                stat    = "Sum"
                visible = false
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 6
        y      = 15
        width  = 6
        height = 6
        properties = {
          title  = "Response time, 95th percentile, s"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.main.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.platform.arn_suffix,
              {
                id   = "latency"
                stat = "p95"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 15
        width  = 6
        height = 6
        properties = {
          title  = "Processor, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "CPUUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.platform.name,
              {
                id   = "cpu"
                stat = "Average"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 18
        y      = 15
        width  = 6
        height = 6
        properties = {
          title  = "Memory, %"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "MemoryUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.platform.name,
              {
                id   = "memory"
                stat = "Average"
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 21
        width  = 24
        height = 1
        properties = {
          markdown = "## The system's own metrics"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 22
        width  = 24
        height = 6
        properties = {
          title  = "infrar/production"
          region = "eu-west-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"deployments\"', 'Average')"
              label      = "deployments"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"plan_duration\"', 'Average')"
              label      = "plan_duration"
            }],
          ]
        }
      },
    ]
  })
}

resource "aws_kms_key" "audit" {
  description             = "The record of calls to AWS."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AccountDecides"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
      {
        Sid    = "TrailSeals"
        Effect = "Allow"
        Principal = {
          Service = "cloudtrail.amazonaws.com"
        }
        Action   = ["kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource = "*"
        Condition = {
          StringEquals = {
            "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:${data.aws_caller_identity.current.account_id}:trail/infrar-production-audit"
          }
        }
      },
    ]
  })
  tags = {
    Name = "infrar-production-audit"
  }
}

resource "aws_kms_alias" "audit" {
  name          = "alias/infrar-production-audit"
  target_key_id = aws_kms_key.audit.key_id
}

resource "aws_s3_bucket" "audit_trail" {
  bucket = "infrar-production-audit"
  tags = {
    Name = "infrar-production-audit"
  }
}

resource "aws_s3_bucket_public_access_block" "audit_trail" {
  bucket                  = aws_s3_bucket.audit_trail.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "audit_trail" {
  bucket = aws_s3_bucket.audit_trail.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "audit_trail" {
  bucket = aws_s3_bucket.audit_trail.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.audit.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "audit_trail" {
  bucket = aws_s3_bucket.audit_trail.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "audit_trail" {
  bucket = aws_s3_bucket.audit_trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.audit_trail.arn, "${aws_s3_bucket.audit_trail.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Sid       = "RefuseOldTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.audit_trail.arn, "${aws_s3_bucket.audit_trail.arn}/*"]
        Condition = {
          NumericLessThan = {
            "s3:TlsVersion" = "1.2"
          }
        }
      },
      {
        Sid    = "TrailLooks"
        Effect = "Allow"
        Principal = {
          Service = "cloudtrail.amazonaws.com"
        }
        Action   = "s3:GetBucketAcl"
        Resource = aws_s3_bucket.audit_trail.arn
        Condition = {
          StringEquals = {
            "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:${data.aws_caller_identity.current.account_id}:trail/infrar-production-audit"
          }
        }
      },
      {
        Sid    = "TrailWrites"
        Effect = "Allow"
        Principal = {
          Service = "cloudtrail.amazonaws.com"
        }
        Action   = "s3:PutObject"
        Resource = "${aws_s3_bucket.audit_trail.arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"
        Condition = {
          StringEquals = {
            "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:${data.aws_caller_identity.current.account_id}:trail/infrar-production-audit"
          }
        }
      },
    ]
  })
  depends_on = [aws_s3_bucket_public_access_block.audit_trail]
}

resource "aws_cloudtrail" "main" {
  name                          = "infrar-production-audit"
  s3_bucket_name                = aws_s3_bucket.audit_trail.id
  kms_key_id                    = aws_kms_key.audit.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  depends_on                    = [aws_s3_bucket_policy.audit_trail]

  advanced_event_selector {
    name = "Management calls"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  advanced_event_selector {
    name = "Calls to files"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }

    field_selector {
      field       = "resources.ARN"
      starts_with = ["${aws_s3_bucket.uploads.arn}/"]
    }
  }
}

resource "aws_budgets_budget" "main" {
  name         = "infrar-production"
  budget_type  = "COST"
  limit_amount = "1200"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = ["ops@infrar.io", "on-call@infrar.io"]
  }

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = ["ops@infrar.io", "on-call@infrar.io"]
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = ["ops@infrar.io", "on-call@infrar.io"]
  }
}
