using Microsoft.Extensions.Options;

namespace Infrar.Platform.Web;

/// <summary>Section <c>Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The folder of the exported web pages; <c>web</c> beside the program where nothing is said.</summary>
    public string? Folder { get; set; }

    /// <summary>The folder that pages are served from; null where there is none.</summary>
    internal string? Found()
    {
        var folder = Path.GetFullPath(Folder ?? Path.Combine(AppContext.BaseDirectory, "web"));
        return File.Exists(Path.Combine(folder, "index.html")) ? folder : null;
    }
}

/// <summary>Refuses a folder that is named and holds no pages.</summary>
internal sealed class WebOptionsValidation : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options) =>
        options is { Folder: { Length: > 0 } folder } && options.Found() is null
            ? ValidateOptionsResult.Fail(
                $"Web:Folder is '{folder}', which holds no index.html; name the folder that 'npm run build' in web/ wrote (web/out)."
            )
            : ValidateOptionsResult.Success;
}
