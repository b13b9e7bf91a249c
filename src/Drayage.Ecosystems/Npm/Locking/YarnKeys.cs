namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>The keys of a <c>yarn.lock</c>: <c>"a@^1.0.0", "a@^1.2.0":</c> of yarn 1, <c>"a@npm:^1.0.0, a@npm:^1.2.0":</c> since.</summary>
internal static class YarnKeys
{
    /// <summary>Each <c>name@range</c> by itself.</summary>
    public static HashSet<string> Read(string text)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line is [] or [' ' or '#' or '\t' or ':', ..])
                continue;
            // Keys beyond 128 characters are written as `? key`, with the colon on the next line.
            var key = line.StartsWith("? ") ? line[2..] : line;
            foreach (var one in key.TrimEnd().TrimEnd(':').ToString().Replace("\"", "", StringComparison.Ordinal).Split(", ").Where(one => one.IndexOf('@', 1) > 0))
                keys.Add(one);
        }

        return keys;
    }

    /// <summary>The package that a key of <c>resolutions</c> names: <c>parent/**/name</c>, <c>parent/name@range</c>.</summary>
    public static string NameOf(string resolution)
    {
        var parts = resolution.Split('/');
        var name = parts is [.., ['@', ..] scope, var last] ? $"{scope}/{last}" : parts[^1];
        return name.LastIndexOf('@') is > 0 and var range ? name[..range] : name;
    }
}
