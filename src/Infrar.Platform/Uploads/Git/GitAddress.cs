using System.Text.RegularExpressions;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Git;

/// <summary>Reads what users name as a repository.</summary>
internal static partial class GitAddress
{
    /// <summary>Most characters of an address.</summary>
    internal const int Longest = 500;

    private const int LongestToken = 1000;

    /// <summary>Reads a request.</summary>
    /// <returns>The repository; <c>UPL050</c> when its address, reference or token cannot be one.</returns>
    internal static Result<GitSource> Read(ImportGitRequest request)
    {
        if (
            request.Url.Length > Longest
            || request.Url.Any(c => c is <= ' ' or > '~')
            || !Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
        )
        {
            return GitProblems.NotAnAddress("The address is none.");
        }

        if (url.Scheme is not "https")
        {
            return GitProblems.NotAnAddress("Only https is taken: no ssh, no file, no plain http.");
        }

        if (url.UserInfo is not "" || url.Query is not "" || url.Fragment is not "" || url.Host is "")
        {
            return GitProblems.NotAnAddress(
                "The address holds a user, a query or a fragment. A token belongs into 'token', a branch into 'ref'."
            );
        }

        if (!Path().IsMatch(url.AbsolutePath))
        {
            return GitProblems.NotAnAddress("The address's path holds characters that no repository's has.");
        }

        var reference = request.Ref is null or "" ? "HEAD" : request.Ref;
        if (!Reference().IsMatch(reference) || reference.Contains("..", StringComparison.Ordinal))
        {
            return GitProblems.NotAnAddress("The reference is no name of a branch or tag, and no commit.");
        }

        var secret = request.Token?.Reveal() ?? "";
        if (secret.Length > LongestToken || secret.Any(c => c is <= ' ' or >= '\u007f'))
        {
            return GitProblems.NotAnAddress("The token holds spaces or other than plain characters.");
        }

        return request.Username is { } name && !User().IsMatch(name)
            ? GitProblems.NotAnAddress("The user's name holds other than plain characters.")
            : new GitSource(url.AbsoluteUri, reference);
    }

    [GeneratedRegex(@"^/[A-Za-z0-9._~/+@%-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    // Begins with no hyphen, so that it is no option of a program.
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[A-Za-z0-9._@-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex User();
}
