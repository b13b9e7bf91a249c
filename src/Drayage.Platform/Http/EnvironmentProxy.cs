using System.Net;
using Drayage.Platform.Processes;

namespace Drayage.Platform.Http;

/// <summary>
/// The proxy that the environment names, as curl reads it: <c>http_proxy</c>, <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> (lower
/// case first), and <c>NO_PROXY</c> for hosts reached directly.
/// </summary>
public sealed class EnvironmentProxy : IWebProxy
{
    private readonly Uri? forHttp;
    private readonly Uri? forHttps;
    private readonly string[] direct;

    private EnvironmentProxy(Uri? forHttp, Uri? forHttps, string[] direct)
    {
        this.forHttp = forHttp;
        this.forHttps = forHttps;
        this.direct = direct;
        Credentials = new UserInfoCredentials([.. new[] { forHttp, forHttps }.OfType<Uri>()]);
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy, or null when the environment names none.</summary>
    public static EnvironmentProxy? From(ProcessEnvironment environment)
    {
        var all = Address(environment, "all_proxy", "ALL_PROXY");
        var http = Address(environment, "http_proxy", "HTTP_PROXY") ?? all;
        var https = Address(environment, "https_proxy", "HTTPS_PROXY") ?? all;
        if (http is null && https is null)
            return null;
        var exceptions = environment.Find("no_proxy") ?? environment.Find("NO_PROXY") ?? "";
        return new EnvironmentProxy(http, https, exceptions.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
    }

    public Uri? GetProxy(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? forHttps : forHttp;

    public bool IsBypassed(Uri host) =>
        host.IsLoopback || GetProxy(host) is null || direct.Any(rule => Matches(rule, host));

    // "example.org" and ".example.org" both mean the host and everything below it; a port narrows the rule.
    private static bool Matches(string rule, Uri host)
    {
        if (rule == "*")
            return true;
        var name = rule.TrimStart('*').TrimStart('.');
        var colon = name.LastIndexOf(':');
        if (colon > 0 && int.TryParse(name[(colon + 1)..], out var port))
        {
            if (port != host.Port)
                return false;
            name = name[..colon];
        }
        return string.Equals(host.Host, name, StringComparison.OrdinalIgnoreCase)
            || host.Host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
    }

    private static Uri? Address(ProcessEnvironment environment, string first, string second)
    {
        var text = environment.Find(first) ?? environment.Find(second);
        if (text is null)
            return null;
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var uri)
            ? uri
            : null;
    }

    private sealed class UserInfoCredentials(Uri[] proxies) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            var user = proxies.FirstOrDefault(proxy => proxy.Authority == uri.Authority)?.UserInfo.Split(':', 2);
            return user is [{ Length: > 0 } name, ..]
                ? new NetworkCredential(Uri.UnescapeDataString(name), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "")
                : null;
        }
    }
}
