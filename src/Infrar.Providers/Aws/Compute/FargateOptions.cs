using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Options of an assignment to Fargate; the size is processor units and MiB, like <c>1024/2048</c>.</summary>
internal static class FargateOptions
{
    /// <summary>Option that names the task definition's family.</summary>
    public const string Family = "family";

    /// <summary>Option that names the role which starts tasks.</summary>
    public const string ExecutionRole = "executionRole";

    /// <summary>Option that names the role which tasks act with.</summary>
    public const string TaskRole = "taskRole";

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
            ),
            Name(Family, @"[A-Za-z0-9_-]{1,255}", "Family of the task definition"),
            Name(
                ExecutionRole,
                @"[\w+=,.@-]{1,64}",
                "Name of the role that pulls images, reads injected secrets and writes logs"
            ),
            Name(TaskRole, @"[\w+=,.@-]{1,64}", "Name of the role that the code acts with")
        );

    /// <summary>A name as an assignment states it, or the one that is derived.</summary>
    public static string NameOf(Workload workload, string option, string derived, Site site) =>
        site.AssignmentOf(workload).Options[option].AsText() ?? derived;

    private static Field Name(string name, string pattern, string meaning) =>
        new(
            name,
            new TextShape(pattern, "a name of letters, digits and dashes")
            {
                Description = $"{meaning}, unique in the account; system, environment and component when left out.",
            }
        );
}
