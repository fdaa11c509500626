provider "aws" {
  region = "eu-west-1"
}

resource "aws_eks_cluster" "current" {
  name     = "current"
  role_arn = "arn:aws:iam::123456789012:role/run"
  version  = "1.34"

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_eks_cluster" "old" {
  name     = "old"
  role_arn = "arn:aws:iam::123456789012:role/run"
  version  = "1.30"

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_eks_cluster" "pinned" {
  name     = "pinned"
  role_arn = "arn:aws:iam::123456789012:role/run"
  version  = "1.30"

  upgrade_policy {
    support_type = "STANDARD"
  }

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_eks_cluster" "automatic" {
  name     = "automatic"
  role_arn = "arn:aws:iam::123456789012:role/run"

  compute_config {
    enabled = true
  }

  vpc_config {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
}

resource "aws_eks_node_group" "workers" {
  cluster_name    = aws_eks_cluster.current.name
  node_group_name = "workers"
  node_role_arn   = "arn:aws:iam::123456789012:role/run"
  subnet_ids      = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  instance_types  = ["m6i.large"]
  disk_size       = 50

  scaling_config {
    min_size     = 1
    desired_size = 3
    max_size     = 6
  }
}

resource "aws_eks_node_group" "spot" {
  cluster_name    = aws_eks_cluster.current.name
  node_group_name = "spot"
  node_role_arn   = "arn:aws:iam::123456789012:role/run"
  subnet_ids      = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  capacity_type   = "SPOT"

  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 6
  }
}

resource "aws_eks_node_group" "templated" {
  cluster_name    = aws_eks_cluster.current.name
  node_group_name = "templated"
  node_role_arn   = "arn:aws:iam::123456789012:role/run"
  subnet_ids      = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  launch_template {
    id      = aws_launch_template.nodes.id
    version = "1"
  }

  scaling_config {
    min_size     = 1
    desired_size = 4
    max_size     = 6
  }
}

resource "aws_launch_template" "nodes" {
  name          = "nodes"
  instance_type = "c7g.xlarge"

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 80
      volume_type = "gp3"
      iops        = 4000
    }
  }
}

resource "aws_eks_fargate_profile" "jobs" {
  cluster_name           = aws_eks_cluster.current.name
  fargate_profile_name   = "jobs"
  pod_execution_role_arn = "arn:aws:iam::123456789012:role/run"
  subnet_ids             = ["subnet-0123456789abcdef0"]

  selector {
    namespace = "jobs"
  }
}

resource "aws_eks_addon" "dns" {
  cluster_name = aws_eks_cluster.current.name
  addon_name   = "coredns"
}
