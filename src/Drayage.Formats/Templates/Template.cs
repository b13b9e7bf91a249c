using System.Collections.Immutable;
using Drayage.Formats.Templates.Evaluation;
using Drayage.Formats.Templates.Parsing;
using Drayage.Formats.Templates.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Templates;

/// <summary>
/// A Jinja2 template (jinja.palletsprojects.com, 3.1) under StrictUndefined: naming what is not there is an error.
/// Tags: <c>if</c>, <c>for</c>, <c>set</c>, <c>raw</c>.
/// </summary>
public sealed class Template
{
    private readonly TemplateSource _source;
    private readonly ImmutableArray<Statement> _body;

    private Template(TemplateSource source, ImmutableArray<Statement> body)
    {
        _source = source;
        _body = body;
        Variables = FreeVariables.Of(body, source);
    }

    /// <summary>The variables that must come from outside, in the order of first mention. Each name once.</summary>
    public ImmutableArray<TemplateReference> Variables { get; }

    /// <summary>Parses a template.</summary>
    /// <param name="origin">Where the first character of the text stands; line 0 means a whole file.</param>
    /// <exception cref="ReleaseException">The text is not a Jinja2 template, or names an unknown tag, filter or test.</exception>
    public static Template Parse(string text, SourceLocation origin, TemplateOptions? options = null)
    {
        options ??= TemplateOptions.Default;
        var source = new TemplateSource(text, origin, options.KeepTrailingNewline);
        var tokens = new TemplateLexer(source, options).Read();
        return new Template(source, new StatementParser(new TokenReader(tokens, source)).ReadTemplate());
    }

    /// <summary>Renders the template.</summary>
    /// <exception cref="ReleaseException">A variable is undefined or an operation does not fit its values.</exception>
    public string Render(TemplateVariables variables) => Renderer.Render(_body, _source, variables);

    /// <summary>Checks before any rendering that every variable without default is among the known names.</summary>
    /// <exception cref="ReleaseException">Names the first unknown variable, its place and the nearest known name.</exception>
    public void RequireKnown(IReadOnlyCollection<string> names)
    {
        foreach (var variable in Variables.Where(variable => !variable.IsOptional && !names.Contains(variable.Name)))
            throw TemplateSource.Undefined(variable.At, variable.Name, names);
    }
}
