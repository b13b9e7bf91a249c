namespace Drayage.Ecosystems.Go.Detection;

/// <summary>A <c>replace</c> directive: it holds only while its own module is the main one, so nobody else's build sees it.</summary>
/// <param name="Target">A directory (starting with <c>./</c>, <c>../</c> or <c>/</c>) or a module path.</param>
internal sealed record GoReplacement(GoToken Module, GoToken Target, string? TargetVersion)
{
    public bool IsLocal => Target.Text.StartsWith("./", StringComparison.Ordinal)
        || Target.Text.StartsWith("../", StringComparison.Ordinal)
        || Target.Text.StartsWith('/')
        || Target.Text is "." or "..";

    /// <summary>A different module stands in, which users of the package will not get.</summary>
    public bool IsFork => !IsLocal && Target.Text != Module.Text;

    public static GoReplacement Parse(GoDirective directive)
    {
        var arrow = directive.Arguments.Select(token => token.Text).ToList().IndexOf("=>");
        var rest = directive.Arguments.Length - arrow - 1;
        return arrow is 1 or 2 && rest is 1 or 2
            ? new GoReplacement(directive.Arguments[0], directive.Arguments[arrow + 1], rest == 2 ? directive.Arguments[^1].Text : null)
            : throw GoSyntax.Error("'replace' reads 'module [version] => other [version]'", directive.Verb.At);
    }
}
