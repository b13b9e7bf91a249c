using Drayage.Formats.Globs;
using Drayage.Model;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>One entry of a workspace's list: a directory pattern, or with a leading <c>!</c> the exclusion of one.</summary>
internal sealed class WorkspacePattern
{
    private readonly GlobPattern manifest;

    public WorkspacePattern(string spelling, SourceLocation at)
    {
        Spelling = spelling;
        At = at;
        var body = spelling.TrimStart('!');
        IsExclusion = (spelling.Length - body.Length) % 2 == 1;
        Body = Normalise(body);
        manifest = GlobPattern.Parse(Body + "/" + PackageJson.FileName, matchDotFiles: IsExclusion);
    }

    public string Spelling { get; }

    public SourceLocation At { get; }

    public bool IsExclusion { get; }

    public string Body { get; }

    /// <param name="directory">Relative to the workspace's root, not empty.</param>
    public bool Matches(string directory) => manifest.Matches(directory + "/" + PackageJson.FileName);

    private static string Normalise(string body)
    {
        body = body.Replace('\\', '/');
        while (body.StartsWith("./", StringComparison.Ordinal) || body.StartsWith('/'))
            body = body[(body[0] == '.' ? 2 : 1)..];
        return body.TrimEnd('/');
    }
}
