using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Aws.Checks.Privileges;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether the registry that an image is pulled from can exist.</summary>
internal sealed class ImageAccountCheck : Check
{
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
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        UsedImages
            .Of(scope)
            .Where(u => ArnParts.IsNoAccount(u.Image.Account))
            .Select(u =>
                Found(
                    scope,
                    u.User,
                    Invariant(
                        $"The image {u.Text} lies in the registry of '{u.Image.Account}', which is no account: an account's number has twelve digits, this has {u.Image.Account.Length} characters. The image cannot be pulled, and nothing starts."
                    ),
                    scope.System is null
                        ? "Name the repository with the twelve digits of its account, or refer to its repository_url."
                        : "Leave image out, so that the system's own registry is used, or name the registry with twelve digits.",
                    new ProofStep(u.User.Address, $"image = \"{u.Text}\"", Breaks: true)
                ) with
                {
                    Subject = u.Owner,
                }
            );
}
