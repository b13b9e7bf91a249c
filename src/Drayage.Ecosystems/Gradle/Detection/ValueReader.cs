using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Reads what stands on the right of an assignment: strings, properties, catalog versions, files. All else is unknown.</summary>
internal sealed partial class ValueReader(GradleBuild build)
{
    private static readonly string[] PropertyCalls = ["property", "findProperty", "gradleProperty", "getProperty", "getOrDefault"];

    private readonly Dictionary<string, GradleValue> variables = new(StringComparer.Ordinal);

    /// <summary>Remembers a variable of a script or of <c>ext</c>.</summary>
    public void Define(string name, GradleValue value) => variables[name] = value;

    /// <returns>Null for no tokens.</returns>
    public GradleValue? Read(Script script, ImmutableArray<Token> tokens, GradleProject project)
    {
        tokens = [.. tokens.SkipWhile(token => token.Is("(")).Where(token => !token.Is(";"))];
        if (tokens.IsEmpty)
            return null;
        var at = script.At(tokens[0]);
        return Property(script, tokens, project) ?? FromFile(tokens, project) ?? Text(script, tokens, project) ?? Name(tokens, project)
            ?? new GradleValue("", at, IsKnown: false);
    }

    /// <summary>Gives the value of an assignment to every project that it is about.</summary>
    public void Assign(Frame frame, Statement statement, Action<GradleProject, GradleValue> set)
    {
        foreach (var project in frame.Targets)
        {
            if (Read(frame.Script, statement.Value, project) is { } value)
                set(project, frame.IsConditional ? value with { IsKnown = false } : value);
        }
    }

    // `findProperty("v") ?: "1.0"`: the property, or else what stands after the Elvis operator.
    private GradleValue? Property(Script script, ImmutableArray<Token> tokens, GradleProject project)
    {
        for (var i = 0; i + 2 < tokens.Length; i++)
        {
            if (PropertyCalls.Contains(tokens[i].Text) && tokens[i + 1].Is("(") && tokens[i + 2] is { IsString: true, IsTemplate: false } name)
                return Lookup(name.Text, project) ?? Fallback(script, tokens);
        }

        return null;
    }

    private static GradleValue? Fallback(Script script, ImmutableArray<Token> tokens)
    {
        for (var i = 0; i + 2 < tokens.Length; i++)
        {
            if (tokens[i].Is("?") && tokens[i + 1].Is(":") && tokens[i + 2] is { IsString: true, IsTemplate: false } text)
                return new GradleValue(text.Text, script.At(text));
        }

        return null;
    }

    // file("VERSION").text, rootProject.file('version.txt').readText(), new File(rootDir, 'VERSION').text
    private GradleValue? FromFile(ImmutableArray<Token> tokens, GradleProject project)
    {
        if (!tokens.Any(token => token.Is("file") || token.Is("File")) || !tokens.Any(token => token.Is("text") || token.Is("readText") || token.Is("readLines") || token.Is("getText"))
            || tokens.FirstOrDefault(token => token.IsString) is not { } name)
            return null;
        var isRoot = tokens.Any(token => token.Is("rootProject") || token.Is("rootDir") || token.Is("rootDirectory")) || name.Text.StartsWith("$rootDir", StringComparison.Ordinal);
        var relative = name.Text.Replace("$rootDir/", "").Replace("${rootDir}/", "");
        return SourceTree.Join(isRoot ? build.Directory : project.Directory, relative) is { } path && build.ReadText(path) is { } text
            ? new GradleValue(text.Trim(), new SourceLocation(path, 1, 1))
            : null;
    }

    private GradleValue? Text(Script script, ImmutableArray<Token> tokens, GradleProject project)
    {
        if (!tokens[0].IsString || tokens.Skip(1).Any(token => token.IsString || token.Is("+")))
            return null;
        if (!tokens[0].IsTemplate)
            return new GradleValue(tokens[0].Text, script.At(tokens[0]));
        var (at, isKnown) = (script.At(tokens[0]), true);
        var text = Hole().Replace(tokens[0].Text, match =>
        {
            var inner = Lexer.Read(match.Groups["hole"].Value).ToImmutableArray();
            if (Read(script, inner, project) is not { IsKnown: true } value)
            {
                isKnown = false;
                return "";
            }

            at = match.Length == tokens[0].Text.Length ? value.At : at;
            return value.Text;
        });
        return new GradleValue(text, at, isKnown);
    }

    private GradleValue? Name(ImmutableArray<Token> tokens, GradleProject project)
    {
        var name = string.Concat(tokens.TakeWhile(token => token.Kind == TokenKind.Name || token.Is(".")).Select(token => token.Text));
        foreach (var call in (string[])[".get", ".toString", ".trim"])
            name = name.EndsWith(call, StringComparison.Ordinal) ? name[..^call.Length] : name;
        if (name.StartsWith("libs.versions.", StringComparison.Ordinal))
            return build.Catalog.Version(name["libs.versions.".Length..]);
        var (owner, own) = name.StartsWith("rootProject.", StringComparison.Ordinal) ? (build.Root, name["rootProject.".Length..])
            : name.StartsWith("project.", StringComparison.Ordinal) ? (project, name["project.".Length..])
            : (project, name);
        foreach (var holder in (string[])["ext.", "extra."])
            own = own.StartsWith(holder, StringComparison.Ordinal) ? own[holder.Length..] : own;
        return Lookup(own, owner);
    }

    private GradleValue? Lookup(string name, GradleProject project) => name switch
    {
        "name" => new GradleValue(project.Name, project.IncludedAt ?? new SourceLocation(project.BuildFile ?? build.Settings?.Path ?? "", 1, 1)),
        "version" when project.Version is not null => project.Version,
        "group" when project.Group is not null => project.Group,
        _ => variables.GetValueOrDefault(name) ?? project.Properties.GetValueOrDefault(name) ?? build.Root.Properties.GetValueOrDefault(name),
    };

    [GeneratedRegex(@"\$(\{(?<hole>[^}]*)\}|(?<hole>[A-Za-z_]\w*(\.[A-Za-z_]\w*)*))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
