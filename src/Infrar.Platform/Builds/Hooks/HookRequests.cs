using System.Collections.Immutable;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>What has pushes built.</summary>
/// <param name="Url">The repository's https address, without user or token in it; it is what is fetched.</param>
/// <param name="Branch">The branch whose pushes are built, where <c>*</c> stands for any characters; every branch when left out.</param>
/// <param name="Components">What is built; all that detection finds when left out.</param>
/// <param name="Release">The environment that what was built is released to; none when left out. It needs a branch.</param>
/// <param name="Token">What opens a private repository; sealed, and never shown again.</param>
/// <param name="Username">Who the token belongs to, where the server asks; <c>x-access-token</c> when left out.</param>
[ApiExample("""{"url": "https://github.com/example/shop.git", "branch": "main", "release": "staging"}""")]
internal sealed record CreateHookRequest(
    string Url,
    string? Branch = null,
    ImmutableArray<BuildOrder>? Components = null,
    string? Release = null,
    Secret? Token = null,
    string? Username = null
)
{
    /// <summary>What is wrong with it, besides the address.</summary>
    public ImmutableArray<ProblemError> Faults()
    {
        var errors = new CreateBuildRequest(default, null, Components).Faults().ToBuilder();
        if (
            Branch is { } branch
            && (branch.Length is 0 or > PushHookConfiguration.LongestBranch || branch.Any(c => c is <= ' ' or > '~'))
        )
        {
            errors.Add(new("State a branch such as main, or a pattern such as release/*.", "/branch"));
        }

        if (Release is not null && Branch is null)
        {
            errors.Add(new("State which branch is released; else every branch would be.", "/branch"));
        }

        return errors.ToImmutable();
    }
}

/// <summary>What has pushes to a repository built.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Where the repository's host sends pushes to.</param>
/// <param name="Url">The repository that is fetched.</param>
/// <param name="Branch">The branch whose pushes are built; null for every one.</param>
/// <param name="Components">What is built; empty for all that detection finds.</param>
/// <param name="Release">The environment that what was built is released to; null for none.</param>
/// <param name="IsPrivate">Whether a token opens the repository.</param>
/// <param name="CreatedBy">In whose name it builds.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Deliveries">The pushes that came last, newest first, at most 20.</param>
[ApiExample(
    """
        {"id": "hok-06f3k7z9m1b8qd2v5x4c", "address": "https://infrar.example.com/api/v1/hooks/hok-06f3k7z9m1b8qd2v5x4c", "url": "https://github.com/example/shop.git", "branch": "main", "components": [], "release": "staging", "isPrivate": false, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "deliveries": [{"name": "72d3162e-cc78-11e3-81ab-4c9367dc0958", "branch": "main", "commit": "6e0bf070613671311ed66c0c94401cead4b2e2a9", "receivedAt": "2026-11-27T09:31:00+00:00", "build": "bld-06f3k7z9m1b8qd2v5x4c", "refusal": ""}]}
        """
)]
internal sealed record HookResponse(
    Id<PushHook> Id,
    string Address,
    string Url,
    string? Branch,
    ImmutableArray<BuildOrder> Components,
    string? Release,
    bool IsPrivate,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    ImmutableArray<HookDeliveryResponse> Deliveries
)
{
    public static HookResponse Of(PushHook hook, Uri platform, IEnumerable<PushDelivery> deliveries) =>
        new(
            hook.Id,
            new Uri(platform, $"/api/v1/hooks/{hook.Id}").AbsoluteUri,
            hook.Url,
            hook.Branch,
            hook.Orders,
            hook.ReleaseTo,
            hook.Username is not null,
            hook.CreatedBy,
            hook.CreatedAt,
            [
                .. deliveries.Select(d => new HookDeliveryResponse(
                    d.Name,
                    d.Branch,
                    d.Commit,
                    d.ReceivedAt,
                    d.BuildId,
                    d.Refusal
                )),
            ]
        );
}

/// <summary>A push that came.</summary>
/// <param name="Name">What the sender calls it; empty for nothing.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Commit">What it led to.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Build">The build that came of it; null for none.</param>
/// <param name="Refusal">Why none did.</param>
internal sealed record HookDeliveryResponse(
    string Name,
    string Branch,
    string Commit,
    DateTimeOffset ReceivedAt,
    Id<Build>? Build,
    string Refusal
);

/// <summary>A new hook with the secret that pushes are signed with, which is never shown again.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="Secret">The secret, for the repository's host.</param>
[ApiExample(
    """
        {"hook": {"id": "hok-06f3k7z9m1b8qd2v5x4c", "address": "https://infrar.example.com/api/v1/hooks/hok-06f3k7z9m1b8qd2v5x4c", "url": "https://github.com/example/shop.git", "branch": "main", "components": [], "release": "staging", "isPrivate": false, "createdBy": "usr-06f3k7z9m1b8qd2v5x4c", "createdAt": "2026-11-27T09:30:00+00:00", "deliveries": []}, "secret": "5f1c…"}
        """
)]
internal sealed record CreatedHookResponse(HookResponse Hook, string Secret);

/// <summary>What became of a push.</summary>
/// <param name="Build">The build that came of it, now or when it was first sent; null for none.</param>
/// <param name="Said">Why none did, or that it came before; empty otherwise.</param>
[ApiExample("""{"build": "bld-06f3k7z9m1b8qd2v5x4c", "said": ""}""")]
internal sealed record PushAnswer(Id<Build>? Build, string Said);
