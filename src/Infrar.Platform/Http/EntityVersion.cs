using System.Globalization;
using Infrar.Core;
using Microsoft.Extensions.Primitives;

namespace Infrar.Platform.Http;

/// <summary>ETags of what two people may edit: a whole number that rises with every change.</summary>
internal static class EntityVersion
{
    /// <summary>The ETag of a version.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Holds a request's <c>If-Match</c> against the version that is there.</summary>
    /// <returns>Null when it may go on; <c>API006</c> when the header is missing, <c>API005</c> when it names another version.</returns>
    public static Problem? Refusal(HttpRequest request, int current)
    {
        var stated = request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(stated))
        {
            return ApiProblems.VersionNeeded();
        }

        var tag = Tag(current);
        return stated == "*" || stated.Any(s => s!.Split(',').Any(one => one.Trim() == tag))
            ? null
            : ApiProblems.Stale(tag);
    }
}
