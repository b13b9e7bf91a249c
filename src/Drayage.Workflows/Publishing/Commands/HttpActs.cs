using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>curl: files sent to an address.</summary>
internal static class HttpActs
{
    private static readonly string[] Valued =
    [
        "-X", "--request", "-H", "--header", "-d", "--data", "--data-binary", "--data-raw", "--data-urlencode", "-F", "--form", "-T", "--upload-file", "-u", "--user",
        "-o", "--output", "-w", "--write-out", "--retry", "--retry-delay", "--max-time", "-m", "--connect-timeout", "-A", "--user-agent", "--url", "-K", "--json",
        "-b", "--cookie", "-c", "--cookie-jar", "-x", "--proxy", "--cacert", "--cert", "--key", "-D", "--dump-header", "--oauth2-bearer", "-e",
    ];

    public static IEnumerable<PublishingAct> Curl(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, Valued);
        var url = options.Find("--url")?.Value ?? options.Operands.FirstOrDefault(o => o.Text.Contains("://") || o.Text.HasUnknown)?.Text;
        var files = options.All("-T", "--upload-file").Select(o => o.Value!)
            .Concat(options.All("-F", "--form", "--data-binary", "-d", "--data").Select(o => o.Value!).Where(v => v.StartsWith("@") || v.Contains("=@")))
            .ToList();
        if (url is null || files.Count == 0)
            return [];
        return
        [
            new PublishingAct.Publish
            {
                Tool = call.Tool,
                Command = call.Command,
                Channel = ChannelOf(url),
                Form = PublicationForm.Upload,
                Address = url,
                AddressSpan = options.Operands.FirstOrDefault(o => o.Text.Equals(url))?.Span,
                Files = [.. files],
                Credentials =
                [
                    .. options.All("-u", "--user", "-H", "--header", "--oauth2-bearer")
                        .Where(o => o.Name is not ("-H" or "--header") || o.Value!.KnownStart.StartsWith("authorization", StringComparison.OrdinalIgnoreCase))
                        .Select(o => new CredentialUse { Name = o.Name, Value = o.Value!, IsArgument = true, Span = o.Span }),
                ],
            },
        ];
    }

    private static Channel ChannelOf(ShellText url)
    {
        var text = url.ToString();
        return text switch
        {
            _ when text.Contains("uploads.github.com", StringComparison.Ordinal) || text.Contains("upload_url", StringComparison.Ordinal) => Channel.GitHubRelease,
            _ when text.Contains("pypi.org", StringComparison.Ordinal) => Channel.Python,
            _ when text.Contains("crates.io", StringComparison.Ordinal) => Channel.Crates,
            _ when text.Contains("nuget.pkg.github.com", StringComparison.Ordinal) => Channel.NuGet,
            _ => Channel.Http,
        };
    }
}
