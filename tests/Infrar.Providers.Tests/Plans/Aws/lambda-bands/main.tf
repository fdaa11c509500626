provider "aws" {
  region = "eu-west-1"
}

resource "aws_lambda_function" "first" {
  function_name = "first"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
  memory_size   = 1024
}

resource "aws_lambda_function" "second" {
  function_name = "second"
  role          = "arn:aws:iam::123456789012:role/run"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "function.zip"
  memory_size   = 1024
}
