using Infrar.Core.Manifests.Language;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Options of an assignment to Fargate; the size is processor units and MiB, like <c>1024/2048</c>.</summary>
internal static class FargateOptions
{
    /// <summary>The shape.</summary>
    public static ObjectShape Shape { get; } =
        new(
            new Field(
                TaskNetwork.PublicAddress,
                new FlagShape
                {
                    Description =
                        "Puts tasks into public subnets, each with an address of its own, so that they need no NAT gateway. False when left out.",
                }
            )
        );
}
