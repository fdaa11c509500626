using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks;

/// <summary>Controls of the two standards that AWS checks are matched with; meant for <c>using static</c>.</summary>
internal static class AwsControls
{
    /// <summary>AWS Foundational Security Best Practices, by the ids of Security Hub.</summary>
    // https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
    public static Control Fsbp(string id) => new("AWS FSBP", id);

    /// <summary>CIS Amazon Web Services Foundations Benchmark, 3.0.0.</summary>
    public static Control Cis(string id) => new("CIS AWS 3.0.0", id);
}
