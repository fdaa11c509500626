resource "aws_sns_topic" "inherited" {
  name = "inherited"
}
