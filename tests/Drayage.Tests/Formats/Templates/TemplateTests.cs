using Drayage.Formats.Templates;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Templates;

public sealed class TemplateTests
{
    private static readonly SourceLocation Origin = new("drayage.yaml", 7, 13);

    [Theory]
    [InlineData("{{ os }}-{{ arch }}-v{{ version }}.tar.gz", "linux-x86_64-v1.2.3.tar.gz")]
    [InlineData("{{ text | lower | replace(' ', '-') }}", "hello,-wide-world")]
    [InlineData("{% if major >= 1 %}stable{% else %}preview{% endif %}", "stable")]
    [InlineData("{% for x in list %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "3,1,2")]
    [InlineData("{{ missing | default('none') }}", "none")]
    [InlineData("{% raw %}{{ os }}{% endraw %}", "{{ os }}")]
    public void Renders(string text, string expected) => Assert.Equal(expected, TemplateSample.Render(text));

    [Theory]
    [InlineData("{{ lazy.a }}", "A", "a")]
    [InlineData("{{ lazy['b'] }}{{ lazy.get('c') }}", "BNone", "b")]
    [InlineData("{{ 'a' in lazy }}{{ lazy.keys() | join }}", "Trueab", "a b")]
    [InlineData("{{ lazy }}", "{'a': 'A', 'b': 'B'}", "a b")]
    public void Values_made_on_demand_are_made_for_those_who_ask(string text, string expected, string asked)
    {
        var made = new SortedSet<string>(StringComparer.Ordinal);
        var lazy = TemplateValue.MadeOnDemand(["a", "b"], key =>
        {
            made.Add(key);
            return key.ToUpperInvariant();
        });

        Assert.Equal(expected, Template.Parse(text, Origin).Render(TemplateVariables.Of([new("lazy", lazy)])));
        Assert.Equal(asked, string.Join(' ', made));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_mapping_keeps_the_first_place_and_the_last_value_of_a_key(int count)
    {
        var entries = Enumerable.Range(0, count).Select(number => KeyValuePair.Create($"k{number}", TemplateValue.FromInt64(number)));
        var mapping = TemplateValue.MappingOf([.. entries, new("k1", "again")]);

        var rendered = Template.Parse("{{ map.k1 }} {{ map.keys() | list | length }} {{ (map.items() | list)[1] }}", Origin).Render(TemplateVariables.Of([new("map", mapping)]));

        Assert.Equal($"again {count} ('k1', 'again')", rendered);
    }

    [Fact]
    public void An_undefined_variable_is_refused_with_its_place_and_the_nearest_name()
    {
        var template = Template.Parse("v{{ verison }}", Origin);
        var error = Assert.Throws<ReleaseException>(() => template.Render(TemplateSample.Variables));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Equal("cannot render the template in drayage.yaml", error.Message);
        Assert.Equal("drayage.yaml:7:17: 'verison' is undefined", error.Because);
        Assert.StartsWith("did you mean 'version'? known here: arch, combos,", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ map.kk }}", "7:19: a mapping has no 'kk'", "did you mean 'k'?")]
    [InlineData("{{ text.uper() }}", "7:20: text has no 'uper'", "did you mean 'upper'?")]
    [InlineData("a\n  {{ list[7] }}", "8:10: a list has no '7'", "known there: 0 to 2")]
    [InlineData("{{ version + major }}", "7:24: '+' does not combine text and an integer", "join texts with '~', which converts its operands")]
    [InlineData("{{ version - major }}", "7:24: '-' does not combine text and an integer", "convert the operands with the filter int")]
    [InlineData("{{ 1 < 'a' }}", "7:18: an integer and text have no order", "compare values of one kind; convert texts with the filter int")]
    [InlineData("{{ text.upper }}", "7:20: a method is printed instead of called", "call it with '()'")]
    [InlineData("{{ range }}", "7:16: a function is printed instead of called", "call it with '()'")]
    [InlineData("{{ [missing] }}", "7:17: 'missing' is undefined", "known here:")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "7:36: the result does not fit 64 bits", "use smaller numbers")]
    [InlineData("{{ -9223372036854775807 - 2 }}", "the result does not fit 64 bits", "use smaller numbers")]
    [InlineData("{{ 2 ** 64 }}", "the result does not fit 64 bits", "use smaller numbers")]
    [InlineData("{{ '99999999999999999999' | int }}", "99999999999999999999 does not fit 64 bits", "keep the number as text")]
    [InlineData("{{ range(100001) | length }}", "the range is longer than 100000", "use a shorter range")]
    [InlineData("{{ 'ab' * 1000000 }}", "the result is longer than 1000000", "repeat less often")]
    [InlineData("{{ text | replace('a') }}", "'replace' does not go without the argument 'new'", "the arguments of 'replace' are old, new, count")]
    public void An_unfit_operation_is_refused(string text, string because, string hint)
    {
        var error = Assert.Throws<ReleaseException>(() => Template.Parse(text, Origin).Render(TemplateSample.Variables));
        Assert.Equal("cannot render the template in drayage.yaml", error.Message);
        Assert.Contains(because, error.Because, StringComparison.Ordinal);
        Assert.StartsWith(hint, error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ version", "7:13: the tag is not closed", "close it with '}}'")]
    [InlineData("a\nb {% if x", "8:3: the tag is not closed", "close it with '%}'")]
    [InlineData("{#", "7:13: the comment is not closed", "close it with '#}'")]
    [InlineData("{% raw %}", "7:13: the raw block is not closed", "close it with '{% endraw %}'")]
    [InlineData("{% if x %}", "7:16: the block 'if' is not closed", "close it with {% endif %}")]
    [InlineData("{% for x in y %}{% else %}", "7:16: the block 'for' is not closed", "close it with {% endfor %}")]
    [InlineData("{% endif %}", "7:16: 'endif' closes no open block", "remove it or open its block before")]
    [InlineData("{% fro x in y %}", "7:16: 'fro' is no tag", "did you mean 'for'?")]
    [InlineData("{{ x | lowr }}", "7:20: 'lowr' is no filter", "did you mean 'lower'?")]
    [InlineData("{{ x is definde }}", "7:21: 'definde' is no test", "did you mean 'defined'?")]
    [InlineData("{{ x y }}", "7:18: found 'y', expected '}}'", "see the template syntax of Jinja2")]
    [InlineData("{{ 'x }}", "7:16: the text is not closed", "close it with '")]
    [InlineData("{{ x $ }}", "7:18: found '$', which begins no expression", "put text in quotes")]
    [InlineData("{{ (x] }}", "7:18: found ']' without its opening bracket", "balance the brackets")]
    [InlineData("{{ 99999999999999999999 }}", "99999999999999999999 does not fit 64 bits", "put the number in quotes")]
    public void What_is_no_template_is_refused(string text, string because, string hint)
    {
        var error = Assert.Throws<ReleaseException>(() => Template.Parse(text, Origin));
        Assert.Equal("cannot read the template in drayage.yaml", error.Message);
        Assert.Contains(because, error.Because, StringComparison.Ordinal);
        Assert.Equal(hint, error.Hint);
    }

    [Fact]
    public void A_whole_file_counts_from_its_first_line()
    {
        var error = Assert.Throws<ReleaseException>(() => Template.Parse("\r\n {{", new SourceLocation("Dockerfile.j2", 0, 0)));
        Assert.Equal("Dockerfile.j2:2:2: the tag is not closed", error.Because);
    }

    [Fact]
    public void Variables_are_those_that_must_come_from_outside()
    {
        var template = Template.Parse(
            "{{ b }}{% set c = a %}{{ c }}{% for d in e if d %}{{ d }}{{ loop.index }}{% endfor %}{{ d }}{{ f | default('') }}{{ range(3) }}{% if g is defined %}{{ g.x }}{% endif %}",
            Origin);
        Assert.Equal(["b", "a", "e", "d", "f", "g"], template.Variables.Select(variable => variable.Name));
        Assert.Equal(["f", "g"], template.Variables.Where(variable => variable.IsOptional).Select(variable => variable.Name));
        Assert.Equal("drayage.yaml:7:16", template.Variables[0].At.ToString());
    }

    [Fact]
    public void A_name_set_in_every_branch_is_no_variable()
    {
        var names = Template.Parse("{% if a %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}{% if a %}{% set y = 1 %}{% endif %}{{ y }}", Origin);
        Assert.Equal(["a", "y"], names.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void Unknown_variables_are_refused_before_rendering()
    {
        var template = Template.Parse("{{ version }}-{{ archh }}{{ extra | default('') }}", Origin);
        var error = Assert.Throws<ReleaseException>(() => template.RequireKnown(["version", "arch"]));
        Assert.Equal("drayage.yaml:7:30: 'archh' is undefined", error.Because);
        Assert.Equal("did you mean 'arch'? known here: arch, version", error.Hint);
        template.RequireKnown(["version", "archh"]);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("-", "")]
    [InlineData("x + ", "x")]
    [InlineData("x if y else ", "x")]
    [InlineData("x or ", "x")]
    [InlineData("x.", "x")]
    [InlineData("x[", "]")]
    public void Deep_nesting_is_refused_not_fatal(string before, string after)
    {
        var text = string.Concat(Enumerable.Repeat(before, 50_000)) + string.Concat(Enumerable.Repeat(after, after.Length == 1 && after != "x" ? 50_000 : 1));
        Assert.Throws<ReleaseException>(() => Template.Parse($"{{{{ {text} }}}}", Origin));
    }

    [Theory]
    [InlineData("{% if true %}")]
    [InlineData("{% set x %}")]
    [InlineData("{% for x in y %}")]
    public void Deep_blocks_are_refused_not_fatal(string open) =>
        Assert.Throws<ReleaseException>(() => Template.Parse(string.Concat(Enumerable.Repeat(open, 50_000)), Origin));

    [Fact]
    public void Long_chains_of_filters_are_refused_not_fatal()
    {
        var filters = string.Concat(Enumerable.Repeat("|lower", 50_000));
        Assert.Throws<ReleaseException>(() => Template.Parse($"{{{{ x{filters} }}}}", Origin));
        Assert.Throws<ReleaseException>(() => Template.Parse($"{{% set x {filters} %}}{{% endset %}}", Origin));
    }

    [Fact]
    public void Moderate_nesting_is_rendered()
    {
        var text = $"{{{{ {new string('(', 90)}1{new string(')', 90)} }}}}";
        Assert.Equal("1", TemplateSample.Render(text));
        Assert.Equal("151", TemplateSample.Render($"{{{{ 1{string.Concat(Enumerable.Repeat(" + 1", 150))} }}}}"));
        Assert.Equal(new string('x', 3000), TemplateSample.Render($"{{{{ 'x'{string.Concat(Enumerable.Repeat(" ~ 'x'", 2999))} }}}}"));
    }

    [Fact]
    public void Damaged_templates_are_rendered_or_refused()
    {
        for (var seed = 0; seed < 5000; seed++)
        {
            var text = Toml.TomlMutation.Of(TemplateCases.Templates[seed % TemplateCases.Templates.Length] + new RandomTemplate(seed).Template(), seed);
            var error = Record.Exception(() => TemplateSample.Render(text));
            Assert.True(error is null or ReleaseException, $"{text}\n{error}");
        }
    }

    [Fact]
    public void Variables_are_immutable()
    {
        var first = TemplateVariables.Empty.With("version", "1");
        var second = first.With("version", "2").With("flag", true);
        Assert.Equal("1", Template.Parse("{{ version }}", Origin).Render(first));
        Assert.Equal("2", Template.Parse("{{ version }}", Origin).Render(second));
        Assert.Equal(["flag", "version"], second.Names);
    }
}
