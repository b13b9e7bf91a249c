using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Reading;

/// <summary>From a character of a decoded text back to the file.</summary>
public sealed class ScalarPlacesTests
{
    [Theory]
    [InlineData("run: echo hello world")]
    [InlineData("run: 'it''s a ''quoted'' text'")]
    [InlineData("run: \"a\\tb \\u00e9 \\x41 \\\\ end\"")]
    [InlineData("run: \"one \\\n  two \\\n  three\"")]
    [InlineData("run: plain over\n  two lines\n\n  and a gap")]
    [InlineData("run: 'quoted over   \n  two lines\n\n\n  and a gap'")]
    [InlineData("run: |\n  echo one\n  echo two\n")]
    [InlineData("run: |-\n    echo one\n      deeper\n\n    echo two")]
    [InlineData("run: |+\n  keep\n\n\n")]
    [InlineData("run: |2\n    starts with blanks\n  then not\n")]
    [InlineData("run: >\n  folded into\n  one line\n\n  and a second\n")]
    [InlineData("run: >-\n  first\n    more indented\n    again\n  back\n")]
    [InlineData("run: >\n  a\n\n\n  b\n\n")]
    [InlineData("run: | # a comment\n\n\n  after blank lines\n")]
    [InlineData("run: |\n  dockerbuild \\   \n    --push\n")]
    [InlineData("run: |\n\techo\n", false)]
    [InlineData("run: |\n  tab\tinside\n  \ttab first\n")]
    [InlineData("run: \"\"")]
    [InlineData("run: ''")]
    [InlineData("run: |\n\nnext: x")]
    public void Every_character_is_found_again(string yaml, bool isYaml = true)
    {
        foreach (string text in new[] { yaml, yaml.Replace("\n", "\r\n"), "\uFEFF" + yaml, "jobs:\n  - " + yaml.Replace("\n", "\n    ") })
        {
            YamlDocument document = YamlDocument.Read(new SourceFile("x.yml", text));
            if (!isYaml)
            {
                continue;
            }

            Assert.True(document.IsReadable, document.Problems.FirstOrDefault()?.Message);
            YamlNode? node = document.Root?["run"] ?? (document.Root?["jobs"] as YamlNode.Sequence)?.Items[0]["run"];
            ScalarText scalar = Assert.IsType<YamlNode.Scalar>(node).Text;
            Assert.True(scalar.IsMapped, $"not mapped: {text}");
            for (int at = 0; at < scalar.Value.Length; at++)
            {
                char found = text[scalar.FileOffset(at)];
                char wanted = scalar.Value[at];
                bool isFold = wanted is '\n' or ' ' && found is '\n' or '\r' or ' ' or '\t';
                Assert.True(found == wanted || isFold || found == '\\', $"'{wanted}' at {at} is '{found}' in {text}");
            }
        }
    }

    [Fact]
    public void A_stretch_of_a_block_has_its_line_and_column()
    {
        const string yaml = "steps:\r\n  - run: |\r\n      echo one\r\n      docker push x\r\n";
        YamlDocument document = YamlDocument.Read(new SourceFile("x.yml", yaml));
        ScalarText run = ((YamlNode.Scalar)((YamlNode.Sequence)document.Root!["steps"]!).Items[0]["run"]!).Text;
        SourcePlace place = run.PlaceOf(run.Value.IndexOf("docker", StringComparison.Ordinal), "docker".Length);
        Assert.Equal((4, 7), (place.Line, place.Column));
        Assert.Equal("docker", yaml[place.Start..place.End]);
        Assert.Equal("|\r\n      echo one\r\n      docker push x", yaml[run.Place.Start..run.Place.End]);
    }

    [Fact]
    public void An_escape_is_as_wide_as_it_is_written()
    {
        const string yaml = "run: \"a\\u00e9b\"";
        ScalarText run = ((YamlNode.Scalar)YamlDocument.Read(new SourceFile("x.yml", yaml)).Root!["run"]!).Text;
        SourcePlace place = run.PlaceOf(1, 1);
        Assert.Equal("\\u00e9", yaml[place.Start..place.End]);
    }
}
