using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>Serves a site's files over HTTPS from many places.</summary>
internal static class Distribution
{
    // AWS's own policy CachingOptimized:
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
    private const string CachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    private const string Origin = "bucket";

    /// <summary>Address of a site's distribution.</summary>
    public static string Address(StaticSite statics) => $"aws_cloudfront_distribution.{AwsNaming.TofuName(statics)}";

    /// <summary>Makes the distribution and the parts it refers to.</summary>
    public static void Add(StaticSite statics, Site site)
    {
        var name = AwsNaming.TofuName(statics);
        var full = AwsNaming.ResourceName(site, statics.Name, 64);
        var access = Add(
            "aws_cloudfront_origin_access_control",
            ("name", full),
            ("description", "Signs what the distribution asks the bucket for"),
            ("origin_access_control_origin_type", "s3"),
            ("signing_behavior", "always"),
            ("signing_protocol", "sigv4")
        );
        var headers = Add(
            "aws_cloudfront_response_headers_policy",
            ("name", full),
            ("security_headers_config", SecurityHeaders)
        );
        var rewrite = Add(
            "aws_cloudfront_function",
            ("name", full),
            ("runtime", "cloudfront-js-2.0"),
            ("comment", "Finds the file that a path without an ending stands for"),
            ("publish", true),
            ("code", SiteRewrite.Code(statics, site))
        );
        Add(
            "aws_cloudfront_distribution",
            ("enabled", true),
            ("comment", full),
            ("aliases", statics.Domains.IsEmpty ? Value.None : List(statics.Domains)),
            ("default_root_object", "index.html"),
            ("http_version", "http2and3"),
            ("is_ipv6_enabled", true),
            // Every edge location: the document asks for reach, and what is billed is traffic.
            ("price_class", "PriceClass_All"),
            (
                "origin",
                Block(
                    ("origin_id", Origin),
                    ("domain_name", Ref(SiteBucket.Address(statics), "bucket_regional_domain_name")),
                    ("origin_access_control_id", Ref(access, "id"))
                )
            ),
            ("default_cache_behavior", Behavior(headers, rewrite)),
            // A private bucket answers 403 for what it does not hold.
            (
                "custom_error_response",
                Block(("error_code", 403), ("response_code", 404), ("response_page_path", "/404.html"))
            ),
            ("restrictions", Block(("geo_restriction", Block(("restriction_type", "none"))))),
            ("viewer_certificate", ViewerCertificate(statics, site))
        );
        AddUsage(statics, site);

        Resource Add(string type, params IEnumerable<(string Name, Value Value)> attributes) =>
            site.Add(AwsResources.New(site, "site", type, name, attributes).For(statics));
    }

    private static Value.Blocks SecurityHeaders =>
        Block(
            (
                "strict_transport_security",
                Block(("access_control_max_age_sec", 63072000), ("include_subdomains", true), ("override", true))
            ),
            ("content_type_options", Block(("override", true))),
            ("frame_options", Block(("frame_option", "DENY"), ("override", true))),
            ("referrer_policy", Block(("referrer_policy", "strict-origin-when-cross-origin"), ("override", true)))
        );

    private static Value.Blocks Behavior(Resource headers, Resource rewrite) =>
        Block(
            ("target_origin_id", Origin),
            ("viewer_protocol_policy", "redirect-to-https"),
            ("allowed_methods", List("GET", "HEAD", "OPTIONS")),
            ("cached_methods", List("GET", "HEAD")),
            ("compress", true),
            ("cache_policy_id", CachingOptimized),
            ("response_headers_policy_id", Ref(headers, "id")),
            ("function_association", Block(("event_type", "viewer-request"), ("function_arn", Ref(rewrite, "arn"))))
        );

    private static Value.Blocks ViewerCertificate(StaticSite statics, Site site) =>
        statics.Domains.IsEmpty
            ? Block(("cloudfront_default_certificate", true))
            : Block(
                ("acm_certificate_arn", Certificate.Arn(statics, site)),
                ("ssl_support_method", "sni-only"),
                ("minimum_protocol_version", "TLSv1.2_2021")
            );

    // Profiles do not say where visitors are; the home region is where the system's owner expects most of them.
    private static string EdgesOf(string region) =>
        region.StartsWith("eu-", StringComparison.Ordinal) ? "europe" : "us";

    private static void AddUsage(StaticSite statics, Site site)
    {
        var address = Address(statics);
        var edges = EdgesOf(AwsRegions.Home(site));
        site.Use(address, $"monthly_data_transfer_to_internet_gb.{edges}", p => p.Of(statics.Name, "egressGB"));
        site.Use(address, $"monthly_https_requests.{edges}", p => p.Of(statics.Name, "requests"));
        site.Use(
            $"aws_cloudfront_function.{AwsNaming.TofuName(statics)}",
            "monthly_requests",
            p => p.Of(statics.Name, "requests")
        );
        site.Output(
            $"{AwsNaming.TofuName(statics)}_url",
            $"Where {statics.Title} answers.",
            site.Endpoint(statics.Name, "url")
        );
        site.Output(
            $"{AwsNaming.TofuName(statics)}_distribution",
            $"Distribution whose cache is emptied after new files of {statics.Title} are copied.",
            Ref(address, "id")
        );
    }
}
