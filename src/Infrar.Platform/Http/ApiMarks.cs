namespace Infrar.Platform.Http;

/// <summary>Marks an endpoint that changes what two people may edit, and so asks for the version that was read.</summary>
internal sealed class Versioned;

/// <summary>Marks an endpoint that reads a header by itself.</summary>
/// <param name="Name">The header.</param>
/// <param name="Description">What it means.</param>
/// <param name="IsRequired">Whether the request is refused without it.</param>
internal sealed record ReadsHeader(string Name, string Description, bool IsRequired);

/// <summary>Marks an endpoint that reads its body by itself, as bytes.</summary>
/// <param name="ContentType">Of the body.</param>
internal sealed record TakesBytes(string ContentType);

/// <summary>Marks an endpoint that a replica of the database may answer.</summary>
internal sealed class ReplicaMay;

/// <summary>Marks endpoints with what their routes do not say.</summary>
internal static class ApiMarks
{
    /// <summary>Says that an endpoint needs <c>If-Match</c>; <see cref="EntityVersion"/> holds it against what is there.</summary>
    public static RouteHandlerBuilder NeedsVersion(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new Versioned());

    /// <summary>Says that an endpoint reads a header by itself.</summary>
    public static RouteHandlerBuilder Reads(
        this RouteHandlerBuilder builder,
        string header,
        string description,
        bool isRequired = false
    ) => builder.WithMetadata(new ReadsHeader(header, description, isRequired));

    /// <summary>Says that an endpoint reads its body by itself, as bytes of a type that it holds the request to.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder builder, string contentType) =>
        builder.WithMetadata(new TakesBytes(contentType));

    /// <summary>
    /// Says that a replica may answer. Not for what decides by itself who may see what, and not for what gives the version that the
    /// next change must state: those need what holds now.
    /// </summary>
    public static RouteHandlerBuilder MayBeLate(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new ReplicaMay());
}
