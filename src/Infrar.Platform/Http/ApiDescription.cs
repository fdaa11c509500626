using Infrar.Platform.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Infrar.Platform.Http;

/// <summary>The OpenAPI document and its browsable form.</summary>
internal static class ApiDescription
{
    /// <summary>The extension that carries an operation's access rule.</summary>
    public const string AccessExtension = "x-infrar-access";

    /// <summary>The extension that carries the scope an API token needs.</summary>
    public const string ScopeExtension = "x-infrar-scope";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new()
                        {
                            Title = "Infrar",
                            Version = "v1",
                            Description =
                                "Where every part of a system should run, what that costs, and whether it is safe there. Refusals are RFC 9457 problem details; lists have a cursor; what two people may edit has an ETag.",
                        };
                        document.Servers = [];
                        document.Components ??= new();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            Description = "An access token of POST /api/v1/sessions, or an API token.",
                        };
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(Describe);
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").Allow(AccessRule.Everyone);
        routes
            .MapScalarApiReference("/reference", options => options.WithTitle("Infrar API").DisableDefaultFonts())
            .Allow(AccessRule.Everyone);
    }

    private static Task Describe(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AccessRule>().FirstOrDefault() is { } rule)
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions[AccessExtension] = new JsonNodeExtension(rule.Word);
            if (rule.Scope is { } scope)
            {
                operation.Extensions[ScopeExtension] = new JsonNodeExtension(scope);
            }

            if (rule.To is not AccessTo.Everyone)
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            }
        }

        return Task.CompletedTask;
    }
}
