using System.Buffers;
using Drayage.Model.Explaining;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>Finds the hosts in a line by which failures are told apart, with the names below them.</summary>
internal static class HostWords
{
    private static readonly SearchValues<string> Known = SearchValues.Create(KnownFailures.Hosts.AsSpan(), StringComparison.OrdinalIgnoreCase);

    public static void In(ReadOnlySpan<char> line, ICollection<string> hosts)
    {
        var from = 0;
        while (from < line.Length && line[from..].IndexOfAny(Known) is >= 0 and var found)
        {
            var at = from + found;
            var begin = at;
            while (begin > 0 && IsOfName(line[begin - 1]))
                begin--;
            var end = at;
            while (end < line.Length && IsOfName(line[end]))
                end++;
            var host = line[begin..end].Trim('.').ToString();
            if (KnownFailures.Hosts.Any(known => host.EndsWith(known, StringComparison.OrdinalIgnoreCase)))
                hosts.Add(host);
            from = end;
        }
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}
