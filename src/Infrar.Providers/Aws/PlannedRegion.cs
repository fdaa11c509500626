using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>Tells the region of a planned resource.</summary>
/// <remarks>
/// Its own <c>region</c>, which since version 6 of the provider nearly all have; what it states of itself; what its provider is
/// configured with. Of <c>AWS_REGION</c> and profiles a plan says nothing, but an ARN and a zone do.
/// </remarks>
internal static class PlannedRegion
{
    internal static string Of(Value.MapOf attributes, Value.MapOf configuration)
    {
        if (attributes["region"] is Value.Text { Content.Length: > 0 } own)
        {
            return own.Content;
        }

        if (attributes["arn"] is Value.Text arn && OfArn(arn.Content) is { Length: > 0 } named)
        {
            return named;
        }

        return configuration["region"].AsText() is { Length: > 0 } configured ? configured
            : attributes["availability_zone"].AsText() is { } zone ? OfZone(zone)
            : attributes["availability_zones"].Items().FirstOrDefault() is Value.Text first ? OfZone(first.Content)
            : "";
    }

    // arn:partition:service:region:account:resource
    private static string OfArn(string arn)
    {
        Span<Range> parts = stackalloc Range[6];
        var text = arn.AsSpan();
        return text.StartsWith("arn:") && text.Split(parts, ':') == 6 ? text[parts[3]].ToString() : "";
    }

    // eu-west-3b, and us-west-2-lax-1a, which belongs to us-west-2: all up to the first number.
    private static string OfZone(string zone)
    {
        var digit = zone.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 && zone[digit - 1] == '-' && zone.Length > digit + 1 ? zone[..(digit + 1)] : "";
    }
}
