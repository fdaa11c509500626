using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Container images in Amazon ECR.</summary>
internal sealed class Ecr : Offering, IGrantsAccess
{
    /// <inheritdoc/>
    public override string Id => "aws/ecr";

    /// <inheritdoc/>
    public override string Title => "Amazon Elastic Container Registry";

    /// <inheritdoc/>
    // It speaks the registry protocol of OCI: any client pulls and pushes.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonECR/latest/userguide",
            Elasticity = Elasticity.Unbounded,
            Control = [ControlAspect.Network, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ContainerRegistry];

    /// <summary>Address of the repository that holds a workload's image. Depends on names alone.</summary>
    public static string RepositoryOf(ContainerRegistry registry, Component workload, Site site) =>
        AddressOf(EcrRepositories.For(registry, workload, site));

    /// <summary>What a role that starts containers needs to be allowed to pull a workload's image. Depends on names alone.</summary>
    public static ImmutableArray<PolicyStatement> PullStatements(
        ContainerRegistry registry,
        Component workload,
        Site site
    ) =>
        [
            Token(registry),
            new(
                $"Pull{Sids.Of(registry)}",
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                [Ref(RepositoryOf(registry, workload, site), "arn")]
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        EcrRepositories
            .Of((ContainerRegistry)component, site)
            .Where(r => !IsRepositoryName(r.Name))
            .Select(r =>
                $"'{r.Name}' cannot be the name of a repository: 2 to 256 lower-case letters, digits and single separators."
            );

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var registry = (ContainerRegistry)component;
        var repositories = EcrRepositories.Of(registry, site);
        return attribute switch
        {
            "url" when repositories is [var only] => Ref(AddressOf(only), "repository_url"),
            "url" or "host" => Host(registry, site),
            _ => repositories.FirstOrDefault(r => r.Key == attribute) is { } one
                ? Ref(AddressOf(one), "repository_url")
                : Value.None,
        };
    }

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site) =>
        user is Workload { NeedsContainerEngine: true }
        && EcrRepositories.Of((ContainerRegistry)target, site) is { IsEmpty: false } repositories
            ?
            [
                Token(target),
                new(
                    $"Push{Sids.Of(target)}",
                    [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:CompleteLayerUpload",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:InitiateLayerUpload",
                        "ecr:PutImage",
                        "ecr:UploadLayerPart",
                    ],
                    [.. repositories.Select(r => (Value)Ref(AddressOf(r), "arn"))]
                ),
            ]
            : [];

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var registry = (ContainerRegistry)component;
        var scope = ResourceScope.Of(registry, site, "registry");
        var repositories = EcrRepositories.Of(registry, site);
        foreach (var repository in repositories)
        {
            var made = scope.Add(
                "aws_ecr_repository",
                AwsNaming.TofuName(repository.Key),
                ("name", repository.Name),
                ("image_tag_mutability", registry.ImmutableTags ? "IMMUTABLE" : "MUTABLE"),
                ("image_scanning_configuration", Block(("scan_on_push", registry.ScanOnPush))),
                ("encryption_configuration", Block(("encryption_type", "AES256")))
            );
            if (registry.KeepImages is { } keep)
            {
                scope.Add(
                    "aws_ecr_lifecycle_policy",
                    AwsNaming.TofuName(repository.Key),
                    ("repository", Ref(made, "name")),
                    ("policy", KeepNewest(keep))
                );
            }

            site.Use(
                made.Address,
                "storage_gb",
                p => p.Of(registry.Name, "storageGB") is { } whole ? Shares.Of(whole, repositories.Length) : null
            );
        }
    }

    private static Value.Json KeepNewest(int images) =>
        new(
            Map(
                (
                    "rules",
                    List(
                        Map(
                            ("rulePriority", 1),
                            ("description", "Keep the newest images."),
                            (
                                "selection",
                                Map(("tagStatus", "any"), ("countType", "imageCountMoreThan"), ("countNumber", images))
                            ),
                            ("action", Map(("type", "expire")))
                        )
                    )
                )
            )
        );

    // A token opens the whole registry; AWS grants it on every resource or not at all.
    private static PolicyStatement Token(Component registry) =>
        new($"SignInTo{Sids.Of(registry)}", ["ecr:GetAuthorizationToken"], ["*"]);

    private static Value.Template Host(Component registry, Site site) =>
        Template(AwsAccount.Id, $".dkr.ecr.{site.RegionOf(registry)}.amazonaws.com");

    private static string AddressOf(EcrRepository repository) =>
        $"aws_ecr_repository.{AwsNaming.TofuName(repository.Key)}";

    private static bool IsRepositoryName(string name) =>
        name.Length is >= 2 and <= 256
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.' or '/')
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1]);
}
