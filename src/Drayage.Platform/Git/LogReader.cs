using System.Collections.Immutable;
using System.Globalization;

namespace Drayage.Platform.Git;

/// <summary>The format that commits are asked for, and its reader.</summary>
internal static class LogReader
{
    private const string Format = "--format=tformat:%H%x00%P%x00%ct%x00%an%x00%ae%x00%s%x00%b";

    public static ImmutableArray<string> Arguments(string first, params IEnumerable<string> more) =>
        ["log", "-z", Format, "--encoding=UTF-8", "--no-color", "--no-show-signature", first, .. more];

    public static ImmutableArray<GitCommit> Read(ReadOnlySpan<byte> output)
    {
        var commits = ImmutableArray.CreateBuilder<GitCommit>();
        var fields = new NulFields(output);
        while (fields.TryNext(out var id))
        {
            fields.TryNext(out var parents);
            fields.TryNext(out var time);
            fields.TryNext(out var author);
            fields.TryNext(out var email);
            fields.TryNext(out var subject);
            fields.TryNext(out var body);
            commits.Add(new GitCommit
            {
                Id = GitObjectId.Parse(id),
                Parents = [.. parents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(GitObjectId.Parse)],
                CommitTime = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture)),
                AuthorName = author,
                AuthorEmail = email,
                Subject = subject,
                Body = body.TrimEnd('\n'),
            });
        }
        return commits.ToImmutable();
    }
}
