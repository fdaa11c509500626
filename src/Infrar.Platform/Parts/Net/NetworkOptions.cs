namespace Infrar.Platform.Parts.Net;

/// <summary>Where addresses that users give may lead; section <c>Network</c>.</summary>
internal sealed class NetworkOptions
{
    /// <summary>The section's name.</summary>
    internal const string Section = "Network";

    /// <summary>Lets them lead into private networks and this machine too; false by default. Metadata addresses stay closed.</summary>
    public bool AllowPrivate { get; set; }
}
