using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether the registry that an image is pulled from can exist.</summary>
internal sealed class ImageAccountCheck : Check
{
    private const string MendOfManifest =
        "Leave image out, so that the system's own registry is used, or name the registry with twelve digits.";

    /// <inheritdoc/>
    public override string Id => "RES004";

    /// <inheritdoc/>
    public override string Title => "An image's registry belongs to no account";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A registry's host begins with the twelve digits of its account. With anything else the host does not exist, and no copy of the program starts.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name the repository with its account's twelve digits, or leave the image out so that the system's own registry is used.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => UsedImages.Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var used in UsedImages.Of(scope).Where(u => ArnParts.IsNoAccount(u.Image.Account)))
        {
            yield return Found(
                scope,
                used.User,
                Message(used.Text, used.Image),
                scope.System is null
                    ? "Name the repository with the twelve digits of its account, or refer to its repository_url."
                    : MendOfManifest,
                new ProofStep(used.User.Address, $"image = \"{used.Text}\"", Breaks: true)
            ) with
            {
                Subject = used.Owner,
            };
        }

        foreach (var workload in Elsewhere(scope))
        {
            if (EcrImage.Of(workload.Image) is { } image && ArnParts.IsNoAccount(image.Account))
            {
                yield return new()
                {
                    Check = Id,
                    Title = Title,
                    Severity = Severity,
                    Resource = "",
                    Subject = workload.Name,
                    Component = workload.Name,
                    Location = workload.Location,
                    Message = Message(workload.Image, image),
                    Mend = MendOfManifest,
                    Proof = [new ProofStep("", $"The image of '{workload.Name}' is {workload.Image}.", Breaks: true)],
                };
            }
        }
    }

    // What does not run on ECS needs the image just as much, unless another one is taken in its place.
    private static IEnumerable<Workload> Elsewhere(CheckScope scope) =>
        scope
            .System?.Components.OfType<Workload>()
            .Where(w =>
                !scope
                    .Graph.OfType(TaskContainers.Type)
                    .Any(t => t.Component == (w is Sidecar sidecar ? sidecar.Of : w.Name)) && IsNamed(w.Image, scope)
            )
        ?? [];

    private static bool IsNamed(string image, CheckScope scope) =>
        scope.Graph.Resources.Any(r => Holds(r.Attributes, image))
        || (scope.Placement?.Files.Values.Any(f => f.Contains(image, StringComparison.Ordinal)) ?? false);

    private static bool Holds(Value value, string text) =>
        value switch
        {
            Value.Text known => known.Content.Contains(text, StringComparison.Ordinal),
            Value.MapOf map => map.Entries.Any(e => Holds(e.Value, text)),
            Value.ListOf or Value.Blocks => value.Items().Any(i => Holds(i, text)),
            Value.Template template => template.Parts.Any(p => Holds(p, text)),
            Value.Json json => Holds(json.Content, text),
            _ => false,
        };

    private static string Message(string text, EcrImage image) =>
        Invariant(
            $"The image {text} lies in the registry of '{image.Account}', which is no account: an account's number has twelve digits, this has {image.Account.Length} characters. The image cannot be pulled, and nothing starts."
        );
}
