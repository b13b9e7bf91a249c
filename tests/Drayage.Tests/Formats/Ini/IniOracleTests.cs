using System.Text.Json.Nodes;
using Drayage.Formats.Ini;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Formats.Ini;

/// <summary>Python's configparser must read every document to the same sections, keys and values, or refuse it as we do.</summary>
public sealed class IniOracleTests
{
    private const string Script = """
        import sys, json, io, configparser
        def read(text):
            parser = configparser.RawConfigParser()
            try: parser.read_file(io.StringIO(text, newline=None))
            except configparser.Error: return None
            own = [[name, [[key, value] for key, value in parser._sections[name].items()]] for name in parser.sections()]
            found = [[name, key, parser.get(name, key)] for name in parser.sections() for key in parser.options(name)]
            return {"own": own, "found": found}
        json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
        """;

    private static readonly string[] Words = ["[pypi]", "[test pypi]", "[DEFAULT]", "[]", "[a]b]", "[own", "username", "Password", "repository", "=", ":", " = ", ": ", "pypi-AgE%(x)s", "a=b:c", "%", "\"q\"", "#", ";", " ; no", "\\", "é", "\t", " ", "\x1c", "\u00a0", "x"];
    private static readonly string[] Lines = ["[pypi]", "[distutils]", "[DEFAULT]", "[own] # odd", "index-servers =", "  pypi", "  testpypi", "    deeper", "username = __token__", "USERNAME: other", "password = p%4w0rd=", "repository=https://h/legacy/", "", "   ", "# note", "  ; note", "= none", "just words", "  # [x]", "key:"];
    private static readonly string[] Endings = ["\n", "\n", "\n", "\r\n", "\r"];

    [Fact]
    public async Task Generated_documents_agree()
    {
        var texts = Enumerable.Range(0, 4000).Select(seed => Document(new Random(seed))).ToArray();
        var answers = await AskAsync(texts);

        foreach (var (text, answer) in texts.Zip(answers))
            Assert.True(Ours(text) == answer?["own"]?.ToJsonString(), $"for document\n{text}\nconfigparser: {answer?["own"]?.ToJsonString()}\nours:         {Ours(text)}");
        Assert.InRange(answers.Count(answer => answer is not null), 500, 3500);
    }

    [Fact]
    public async Task What_stands_in_DEFAULT_is_found_in_every_section()
    {
        var texts = Enumerable.Range(0, 4000).Select(seed => "[DEFAULT]\nusername = everybody\n" + Document(new Random(seed))).ToArray();
        var compared = 0;

        foreach (var (text, answer) in texts.Zip(await AskAsync(texts)))
        {
            foreach (var found in answer?["found"]?.AsArray() ?? [])
            {
                var (section, key, value) = (found![0]!.GetValue<string>(), found[1]!.GetValue<string>(), found[2]!.GetValue<string>());
                Assert.True(value == IniDocument.Parse(text, "doc.ini").Find(section, key)?.Value, $"[{section}] {key} of\n{text}");
                compared++;
            }
        }

        Assert.True(compared > 500, $"{compared} compared");
    }

    private static string Document(Random random)
    {
        var text = random.Next(4) == 0 ? "" : "[pypi]\n";
        for (var line = random.Next(9); line > 0; line--)
        {
            text += random.Next(3) == 0
                ? string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Words[random.Next(Words.Length)]))
                : Lines[random.Next(Lines.Length)];
            text += Endings[random.Next(Endings.Length)];
        }

        return text;
    }

    private static async Task<JsonNode?[]> AskAsync(string[] texts)
    {
        var input = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
        var result = (await Peer.Require("/usr/bin/python3").RunAsync(["-c", Script], input)).Succeeded();
        var answers = JsonNode.Parse(result.Output)!.AsArray().ToArray();
        Assert.Equal(texts.Length, answers.Length);
        return answers;
    }

    private static string? Ours(string text)
    {
        try
        {
            var document = IniDocument.Parse(text, "doc.ini");
            return new JsonArray([.. document.Sections.Select(name => new JsonArray(
                name, new JsonArray([.. document.Own(name).Select(entry => new JsonArray(entry.Key, entry.Value))])))]).ToJsonString();
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
