using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Drayage.PythonIndex.Pages;

namespace Drayage.PythonIndex.Site;

/// <summary>The pages of a site that people read. They need nothing from elsewhere, and work without JavaScript but for the copying.</summary>
internal static class HumanPages
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8881; --dim: #767676; --mark: #b35900; --accent: #0b62c4; }
        @media (prefers-color-scheme: dark) { :root { --dim: #999; --mark: #f0a050; --accent: #7db8ff; } }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
        h1 { margin: 0; font-size: 1.9rem; overflow-wrap: anywhere; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.2rem; } h3 { margin: 1.4rem 0 .4rem; font-size: 1rem; }
        a { color: var(--accent); } p { margin: .4rem 0; } .dim { color: var(--dim); }
        .line { display: flex; align-items: stretch; margin: .3rem 0 .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); }
        .line code { flex: 1; padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .line button { font: inherit; font-size: .85rem; min-width: 5.5rem; border: 0; border-left: 1px solid var(--line); border-radius: 0 6px 6px 0; background: transparent; color: var(--accent); cursor: pointer; }
        .line button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
        code { font: .88rem/1.5 ui-monospace, monospace; } .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; } th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.number { white-space: nowrap; } td.size { text-align: right; padding-right: 0; } .hash { font-size: .78rem; color: var(--dim); overflow-wrap: anywhere; } .yanked { color: var(--mark); font-weight: 600; }
        """;

    private const string Script = """
        document.querySelectorAll('.line').forEach(line => {
          const button = document.createElement('button');
          button.type = 'button';
          button.textContent = 'Copy';
          button.addEventListener('click', async () => {
            const text = line.querySelector('code').textContent;
            try { await navigator.clipboard.writeText(text); }
            catch { const range = document.createRange(); range.selectNodeContents(line.querySelector('code')); getSelection().removeAllRanges(); getSelection().addRange(range); document.execCommand('copy'); }
            button.textContent = 'Copied';
            setTimeout(() => { button.textContent = 'Copy'; }, 1500);
          });
          line.append(button);
        });
        """;

    public static string Front(Uri address, ImmutableArray<SiteProject> projects)
    {
        var html = new StringBuilder("<h1>Python packages</h1>\n<p class=\"dim\">Files come from the releases on GitHub; this index says where they are and what their hashes are.</p>\n");
        html.Append("<div class=\"scroll\"><table>\n<thead><tr><th>Project</th><th>Latest</th><th>About</th></tr></thead>\n<tbody>\n");
        foreach (var project in projects)
        {
            var name = project.Index.Name;
            html.Append($"<tr><td><a href=\"projects/{name}/\">{Encode(project.Index.DisplayName)}</a></td><td class=\"number\">{Latest(project)?.Version.ToString() ?? "—"}</td><td>{Encode(project.Summary ?? "")}</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n<h2>Install</h2>\n").Append(Line($"pip install --index-url {Simple(address)} PROJECT"));
        return Page("Python packages", html);
    }

    public static string Project(Uri address, SiteProject project)
    {
        var name = project.Index.Name;
        var html = new StringBuilder($"<p><a href=\"../../\">All projects</a></p>\n<h1>{Encode(project.Index.DisplayName)}</h1>\n");
        if (project.Summary is { } summary)
            html.Append($"<p>{Encode(summary)}</p>\n");
        Install(html, Simple(address), project);
        html.Append("<h2>Versions</h2>\n");
        foreach (var version in project.Index.Files.GroupBy(file => file.Version).Reverse())
            Version(html, project, [.. version]);
        html.Append($"<p class=\"dim\">For programs: <a href=\"../../simple/{name}/\">simple/{name}/</a></p>\n");
        return Page(project.Index.DisplayName, html);
    }

    public static string Redirect(string name) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{name}</title><link rel="canonical" href="../{name}/"><meta http-equiv="refresh" content="0; url=../{name}/"></head>
        <body><p>This project is at <a href="../{name}/">{name}</a>.</p></body>
        </html>

        """;

    private static void Install(StringBuilder html, string simple, SiteProject project)
    {
        var (name, files) = (project.Index.Name, project.Index.Files.Where(file => file.Yanked is null).ToImmutableArray());
        html.Append("<h2>Install</h2>\n");
        if (files.IsEmpty)
        {
            html.Append("<p class=\"yanked\">Every version is yanked.</p>\n");
            return;
        }

        var latest = Latest(project)!;
        if (!latest.Version.IsPreRelease)
            html.Append(Line($"pip install --index-url {simple} {name}"));
        html.Append("<p>This very version:</p>\n").Append(Line($"pip install --index-url {simple} {name}=={latest.Version}"));
        if (files[^1].Version.IsPreRelease)
            html.Append("<p>The latest pre-release:</p>\n").Append(Line($"pip install --index-url {simple} --pre {name}"));
        html.Append("<p>With dependencies from the Python Package Index, where a project of the same name and version would be taken as well:</p>\n").Append(Line($"pip install --extra-index-url {simple} {name}=={latest.Version}"));
        html.Append("<p>In <code>requirements.txt</code>, for <code>pip install --require-hashes</code>:</p>\n");
        var hashes = files.Where(file => file.Version == latest.Version).Select(file => $" \\\n    --hash=sha256:{file.Sha256}");
        html.Append(Line($"--index-url {simple}\n{name}=={latest.Version}{string.Concat(hashes)}"));
    }

    private static void Version(StringBuilder html, SiteProject project, ImmutableArray<IndexedFile> files)
    {
        var release = project.Files[files[0].Name];
        var isGone = files.All(file => project.Files[file.Name].IsWithdrawn);
        html.Append($"<h3 id=\"{files[0].Version}\">{files[0].Version}");
        if (files[0].Version.IsPreRelease)
            html.Append(" <span class=\"dim\">pre-release</span>");
        if (files[0].Yanked is { } reason)
            html.Append($" <span class=\"yanked\">yanked{(reason.Length > 0 ? $": {Encode(reason)}" : "")}</span>");
        html.Append("</h3>\n<p class=\"dim\">");
        if (release.Published is { } published)
            html.Append(published.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        if (!isGone)
            html.Append($" · <a href=\"{Encode(release.Page)}\">release {Encode(release.Tag)}</a>");
        if (files[0].RequiresPython is { } python)
            html.Append($" · Python {Encode(python)}");
        html.Append("</p>\n<div class=\"scroll\"><table><tbody>\n");
        foreach (var file in files)
        {
            var shown = isGone ? Encode(file.Name) : $"<a href=\"{Encode(file.Url)}\">{Encode(file.Name)}</a>";
            html.Append($"<tr><td>{shown}<br><code class=\"hash\">sha256:{file.Sha256}</code></td><td class=\"number size\">{Bytes(file.Size)}</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    /// <summary>What pip installs when nothing else is said: a pre-release only where there is nothing else.</summary>
    private static IndexedFile? Latest(SiteProject project)
    {
        var files = project.Index.Files.Where(file => file.Yanked is null).ToImmutableArray();
        return files.LastOrDefault(file => !file.Version.IsPreRelease) ?? files.LastOrDefault();
    }

    private static string Page(string title, StringBuilder body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        {body}<script>
        {Script}
        </script>
        </body>
        </html>

        """;

    private static string Line(string command) => $"<div class=\"line\"><code>{Encode(command)}</code></div>\n";

    private static string Simple(Uri address) => new Uri(address, "simple/").AbsoluteUri;

    private static string Bytes(long size) => size switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{size} bytes"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{size / 1024.0:0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{size / (1024.0 * 1024):0.0} MiB"),
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
