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
          markdown = "## The system's own metrics"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 1
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
