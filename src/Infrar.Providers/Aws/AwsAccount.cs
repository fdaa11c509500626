using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>The account that everything is made in, known to the configuration only when it is planned.</summary>
internal static class AwsAccount
{
    private const string Address = "data.aws_caller_identity.current";

    /// <summary>Its twelve-digit number.</summary>
    public static Value.Reference Id { get; } = Ref(Address, "account_id");

    /// <summary>Makes the data source that <see cref="Id"/> reads.</summary>
    public static void Prepare(Site site) =>
        site.Add(
            new()
            {
                Type = "aws_caller_identity",
                Name = "current",
                IsData = true,
                Provider = "aws",
                Attributes = Value.MapOf.Empty,
                Concern = "security",
            }
        );
}
