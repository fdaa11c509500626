provider "aws" {
  region = "eu-west-1"
}

resource "aws_lambda_function" "small" {
  function_name = "small"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
}

resource "aws_lambda_function" "large" {
  function_name = "large"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
  memory_size   = 2048

  ephemeral_storage {
    size = 2048
  }
}

resource "aws_lambda_function" "arm" {
  function_name = "arm"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
  architectures = ["arm64"]
}

resource "aws_lambda_function" "silent" {
  function_name = "silent"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
}

resource "aws_lambda_provisioned_concurrency_config" "small" {
  function_name                     = aws_lambda_function.small.function_name
  qualifier                         = "live"
  provisioned_concurrent_executions = 10
}

resource "aws_lambda_event_source_mapping" "small" {
  function_name    = aws_lambda_function.small.arn
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"
}
