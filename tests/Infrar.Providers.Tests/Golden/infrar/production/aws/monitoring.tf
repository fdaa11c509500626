resource "aws_cloudwatch_log_group" "platform" {
  name              = "/ecs/infrar-platform"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "pricing_sync" {
  name              = "/ecs/infrar-pricing-sync"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "executor" {
  name              = "/ecs/infrar-executor"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "builder" {
  name              = "/ecs/infrar-builder"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "database_postgresql" {
  name              = "/aws/rds/instance/infrar-production-database/postgresql"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "database_upgrade" {
  name              = "/aws/rds/instance/infrar-production-database/upgrade"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "database_reader_postgresql" {
  name              = "/aws/rds/instance/infrar-production-database-reader/postgresql"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "database_reader_upgrade" {
  name              = "/aws/rds/instance/infrar-production-database-reader/upgrade"
  retention_in_days = 30
}

resource "aws_sns_topic" "alarms" {
  name         = "infrar-production-alarms"
  display_name = "Alarms of infrar production"
}

resource "aws_sns_topic_subscription" "alarms_operations_infrar_io" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "operations@infrar.io"
}

resource "aws_cloudwatch_metric_alarm" "platform_error_rate" {
  alarm_name          = "infrar-production-platform-error-rate"
  alarm_description   = "infrar-platform: Failed requests, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  evaluation_periods  = 2
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
      period = 300
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
      period = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "platform_latency" {
  alarm_name          = "infrar-production-platform-latency"
  alarm_description   = "infrar-platform: Response time, 95th percentile, s."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.1
  evaluation_periods  = 3
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions = {
    LoadBalancer = aws_lb.main.arn_suffix
    TargetGroup  = aws_lb_target_group.platform.arn_suffix
  }
  extended_statistic                    = "p95"
  evaluate_low_sample_count_percentiles = "ignore"
  period                                = 300
  treat_missing_data                    = "notBreaching"
  alarm_actions                         = [aws_sns_topic.alarms.arn]
  ok_actions                            = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "platform_cpu" {
  alarm_name          = "infrar-production-platform-cpu"
  alarm_description   = "infrar-platform: Processor, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 3
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
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

resource "aws_cloudwatch_metric_alarm" "platform_memory" {
  alarm_name          = "infrar-production-platform-memory"
  alarm_description   = "infrar-platform: Memory, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 3
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
  alarm_description   = "PostgreSQL: Processor, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
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

resource "aws_cloudwatch_metric_alarm" "database_free_storage" {
  alarm_name          = "infrar-production-database-free-storage"
  alarm_description   = "PostgreSQL: Free disk, bytes."
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
  alarm_description   = "Redis: Memory, fullest node, %."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
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
          markdown = "## infrar-platform"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 1
        width  = 6
        height = 6
        properties = {
          title  = "Failed requests, %"
          region = "us-east-1"
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
        y      = 1
        width  = 6
        height = 6
        properties = {
          title  = "Response time, 95th percentile, s"
          region = "us-east-1"
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
        y      = 1
        width  = 6
        height = 6
        properties = {
          title  = "Processor, %"
          region = "us-east-1"
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
        y      = 1
        width  = 6
        height = 6
        properties = {
          title  = "Memory, %"
          region = "us-east-1"
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
        y      = 7
        width  = 24
        height = 1
        properties = {
          markdown = "## infrar-terraform-executor"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 8
        width  = 12
        height = 6
        properties = {
          title  = "Processor, %"
          region = "us-east-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "CPUUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.executor.name,
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
        x      = 12
        y      = 8
        width  = 12
        height = 6
        properties = {
          title  = "Memory, %"
          region = "us-east-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "MemoryUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.executor.name,
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
        y      = 14
        width  = 24
        height = 1
        properties = {
          markdown = "## Container Builder"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 15
        width  = 12
        height = 6
        properties = {
          title  = "Processor, %"
          region = "us-east-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "CPUUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.builder.name,
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
        x      = 12
        y      = 15
        width  = 12
        height = 6
        properties = {
          title  = "Memory, %"
          region = "us-east-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ECS",
              "MemoryUtilization",
              "ClusterName",
              aws_ecs_cluster.main.name,
              "ServiceName",
              aws_ecs_service.builder.name,
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
          markdown = "## PostgreSQL"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 22
        width  = 8
        height = 6
        properties = {
          title  = "Processor, %"
          region = "us-east-1"
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
        y      = 22
        width  = 8
        height = 6
        properties = {
          title  = "Memory, %"
          region = "us-east-1"
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
        y      = 22
        width  = 8
        height = 6
        properties = {
          title  = "Free disk, bytes"
          region = "us-east-1"
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
        y      = 28
        width  = 24
        height = 1
        properties = {
          markdown = "## Redis"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 29
        width  = 12
        height = 6
        properties = {
          title  = "Redis thread, busiest node, %"
          region = "us-east-1"
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
        y      = 29
        width  = 12
        height = 6
        properties = {
          title  = "Memory, fullest node, %"
          region = "us-east-1"
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
        y      = 35
        width  = 24
        height = 1
        properties = {
          markdown = "## The system's own metrics"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 36
        width  = 24
        height = 6
        properties = {
          title  = "infrar/production"
          region = "us-east-1"
          view   = "timeSeries"
          period = 300
          metrics = [
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"deployments-started\"', 'Average')"
              label      = "deployments-started"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"deployments-succeeded\"', 'Average')"
              label      = "deployments-succeeded"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"deployments-failed\"', 'Average')"
              label      = "deployments-failed"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"deployment-duration\"', 'Average')"
              label      = "deployment-duration"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"executions-waiting\"', 'Average')"
              label      = "executions-waiting"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"builds-waiting\"', 'Average')"
              label      = "builds-waiting"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"build-duration\"', 'Average')"
              label      = "build-duration"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"uploads-received\"', 'Average')"
              label      = "uploads-received"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"users-active\"', 'Average')"
              label      = "users-active"
            }],
            [{
              expression = "SEARCH('Namespace=\"infrar/production\" MetricName=\"prices-age\"', 'Average')"
              label      = "prices-age"
            }],
          ]
        }
      },
    ]
  })
}
