using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>
/// Reads from build scripts what they say of plugins, versions, coordinates and dependencies between projects. Scripts are
/// programs; what they say inside conditions is marked as conditional, what they compute is unknown.
/// </summary>
internal sealed class ScriptInterpreter
{
    private const int DeepestNesting = 8;

    private readonly GradleBuild build;
    private readonly ValueReader values;
    private readonly PublicationReader publications;

    public ScriptInterpreter(GradleBuild build)
    {
        this.build = build;
        values = new ValueReader(build);
        publications = new PublicationReader(values);
    }

    public void Run(Script script, GradleProject project)
    {
        build.Conventions.AddDeclared(script);
        Walk(new Frame(script, [project]), script.Statements);
    }

    private void Walk(Frame frame, IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (statement.Tokens.IsEmpty)
                Walk(frame, statement.Blocks.SelectMany(block => block));
            else
                Visit(frame, statement);
        }
    }

    private void Visit(Frame frame, Statement statement)
    {
        switch (statement.LastName)
        {
            case "plugins" when !statement.Blocks.IsEmpty:
                foreach (var line in statement.Inner)
                    Plugin(frame, line);
                break;
            case "subprojects" or "allprojects" or "configure" or "project" when !statement.Blocks.IsEmpty:
                Walk(frame with { Targets = Targets(frame, statement) }, statement.Inner);
                break;
            case "if" or "else" or "when" or "withId" or "withPlugin" or "withType" or "matching" or "each" or "forEach" or "try":
                Applications(frame with { IsConditional = true }, statement);
                Walk(frame with { IsConditional = true }, statement.Inner);
                break;
            case "afterEvaluate" or "beforeEvaluate" or "run" or "with" or "projectsEvaluated":
                Walk(frame, statement.Inner);
                break;
            case "dependencies":
                ProjectUses.Read(frame, statement.Inner);
                break;
            case "publishing" or "mavenPublishing":
                publications.Read(frame, statement.Inner);
                break;
            case "ext" or "extra" when !statement.Blocks.IsEmpty:
                foreach (var line in statement.Inner)
                    Variable(frame, line);
                break;
            default:
                Applications(frame, statement);
                Assignment(frame, statement);
                break;
        }
    }

    private ImmutableArray<GradleProject> Targets(Frame frame, Statement statement)
    {
        var below = build.Projects.Where(project => project != build.Root);
        if (statement.LastName == "allprojects")
            return build.Projects;
        if (statement.LastName == "subprojects" || (statement.LastName == "configure" && statement.Has("subprojects")))
            return [.. below];
        if (statement.LastName == "configure" && statement.Has("allprojects"))
            return build.Projects;
        var named = statement.Strings.Select(text => build.Find(":" + text.Text.Trim(':'))).OfType<GradleProject>().ToImmutableArray();
        return named.IsEmpty && statement.LastName == "configure" && !statement.Strings.Any() ? frame.Targets : named;
    }

    private void Plugin(Frame frame, Statement line)
    {
        for (var i = 0; i + 1 < line.Tokens.Length; i++)
        {
            // `apply false` puts a plugin on the class path only.
            if (line.Tokens[i].Is("apply") && (line.Tokens[i + 1].Is("false") || (i + 2 < line.Tokens.Length && line.Tokens[i + 2].Is("false"))))
                return;
        }

        if (PluginId(line) is { } id)
            Apply(frame, id, line.First);
    }

    private string? PluginId(Statement line)
    {
        const string Accessor = "libs.plugins.";
        switch (line.First.Text)
        {
            case "id":
                return line.Strings.FirstOrDefault()?.Text;
            case "kotlin" when line.Strings.FirstOrDefault() is { } module:
                return "org.jetbrains.kotlin." + module.Text;
            case "alias":
                var name = string.Concat(line.Tokens.Skip(2).TakeWhile(token => !token.Is(")")).Select(token => token.Text));
                return name.StartsWith(Accessor, StringComparison.Ordinal) ? build.Catalog.Plugin(name[Accessor.Length..]) : null;
            default:
                return line.First.Kind == TokenKind.Name ? line.First.Text : null;
        }
    }

    // apply plugin: 'x', apply(plugin = "x"), apply<XPlugin>(), plugins.apply("x"), apply from: 'x.gradle', apply { plugin("x") }
    private void Applications(Frame frame, Statement statement)
    {
        var tokens = statement.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!tokens[i].Is("apply"))
                continue;
            var rest = tokens[(i + 1)..];
            if (rest is [var sign, { Text: "MavenPublishPlugin" }, ..] && sign.Is("<"))
                Apply(frame, "maven-publish", tokens[i]);
            else if (i > 0 && tokens[i - 1].Is(".") && rest is [var open, { IsString: true } id, ..] && open.Is("("))
                Apply(frame, id.Text, tokens[i]);
            else
                Application(frame, [.. rest.SkipWhile(token => token.Is("("))], tokens[i]);
        }

        if (tokens[^1].Is("apply"))
        {
            foreach (var line in statement.Inner)
                Application(frame, line.Tokens, line.First);
        }
    }

    private void Application(Frame frame, ImmutableArray<Token> tokens, Token at)
    {
        if (tokens.IsEmpty)
            return;
        var text = tokens.FirstOrDefault(token => token.IsString)?.Text;
        if (tokens[0].Is("plugin") && text is not null)
            Apply(frame, text, at);
        else if (tokens[0].Is("plugin") && tokens.Any(token => token.Is("MavenPublishPlugin")))
            Apply(frame, "maven-publish", at);
        else if (tokens[0].Is("from") && text is not null)
            ApplyScript(frame, text);
    }

    private void Apply(Frame frame, string id, Token at)
    {
        foreach (var project in frame.Targets)
            project.Plugins.Add(new AppliedPlugin(id, frame.Script.At(at), frame.IsConditional, frame.Via));
        if (frame.Depth >= DeepestNesting)
            return;
        var inner = frame with { Via = frame.Via ?? id, Depth = frame.Depth + 1 };
        if (build.Conventions.Script(id) is { } script)
            Walk(inner with { Script = script }, script.Statements);
        else if (build.Conventions.Source(id) is { } source)
            Source(inner with { Script = source }, source.Statements);
    }

    // Of a plugin's class only what it applies is read.
    private void Source(Frame frame, IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (!statement.Tokens.IsEmpty)
                Applications(frame, statement);
            foreach (var block in statement.Blocks)
                Source(frame, block);
        }
    }

    private void ApplyScript(Frame frame, string file)
    {
        var isRoot = file.Contains("rootDir", StringComparison.Ordinal) || file.Contains("rootProject", StringComparison.Ordinal);
        var relative = file[(file.LastIndexOf('}') + 1)..].Replace("$rootDir", "").Replace("$projectDir", "").TrimStart('/');
        var directory = isRoot ? build.Directory : frame.Targets.FirstOrDefault()?.Directory ?? build.Directory;
        var candidates = new[] { SourceTree.Join(directory, relative), SourceTree.Join(build.Directory, relative) };
        if (frame.Depth < DeepestNesting && candidates.OfType<string>().FirstOrDefault(path => build.ReadText(path) is not null) is { } found)
        {
            var script = Script.Parse(found, build.ReadText(found)!);
            Walk(frame with { Script = script, Via = frame.Via ?? found, Depth = frame.Depth + 1 }, script.Statements);
        }
    }

    private void Assignment(Frame frame, Statement statement)
    {
        switch (statement.Name)
        {
            case "version" or "project.version" or "setVersion" or "this.version":
                values.Assign(frame, statement, (project, value) => project.Version = value);
                break;
            case "group" or "project.group" or "setGroup" or "this.group":
                values.Assign(frame, statement, (project, value) => project.Group = value);
                break;
            default:
                Variable(frame, statement);
                break;
        }
    }

    // def x = '1', val x = "1", ext.x = '1', x = '1' inside ext, extra["x"] = "1", set("x", "1") inside extra
    private void Variable(Frame frame, Statement statement)
    {
        var equals = statement.Tokens.ToList().FindIndex(token => token.Is("="));
        var name = equals > 0
            ? statement.Tokens.Take(equals).LastOrDefault(token => token.Kind is TokenKind.Name or TokenKind.String)
            : statement.LastName == "set" ? statement.Strings.FirstOrDefault() : null;
        if (name is null || frame.Targets.IsEmpty)
            return;
        var value = equals > 0 ? statement.Tokens[(equals + 1)..] : [.. statement.Tokens.SkipWhile(token => token != name).Skip(2)];
        if (values.Read(frame.Script, value, frame.Targets[0]) is { IsKnown: true } read)
            values.Define(name.Text, read);
    }
}
