using System.Text.Json.Nodes;
using Drayage.Ecosystems.Python.Publishing.Configuration;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing.Configuration;

public sealed class PypircFileTests : IDisposable
{
    private const string Pypi = "https://upload.pypi.org/legacy/";

    // What twine makes of the file for each section: its address and login.
    private const string Script = """
        import sys, json
        from twine import utils
        json.dump(utils.get_config(sys.argv[1]), sys.stdout)
        """;

    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string, int> Files => new()
    {
        { "[distutils]\nindex-servers =\n    pypi\n    own\n[pypi]\nusername = __token__\npassword = pypi-AgE%20x==\n[own]\nrepository: https://packages.example.org/legacy/\nusername: ci\npassword: p%(a)s # all of it\n", 2 },
        { "[pypi]\npassword = one\n[testpypi]\nusername=__token__\npassword = two\n", 2 },
        { "[distutils]\nindex-servers = pypi testpypi\n[server-login]\nusername = everybody\npassword = old\n[testpypi]\npassword = two\n", 2 },
        { "[DEFAULT]\nusername = shared\n[distutils]\nindex-servers = own pypi\n[own]\nrepository = https://packages.example.org/legacy\npassword = \"quoted\"\n[pypi]\nrepository = http://upload.pypi.org/legacy/\n", 1 },
        { "[distutils]\nindex-servers = pypi\n[unlisted]\nrepository = https://packages.example.org/legacy/\npassword = three\n", 0 },
        { "[distutils]\nindex-servers = pypi\n[server-login]\nusername = everybody\npassword = old\n", 1 },
        { "", 0 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_section_gives_the_login_that_twine_takes(string text, int logins)
    {
        var twine = await Peer.RequirePythonAsync("twine");
        var path = directory.Write("pypirc", text);
        var expected = JsonNode.Parse((await twine.RunAsync("-c", Script, path)).Succeeded().Output)!.AsObject();
        var file = (await PypircFile.ReadAsync(path, TestContext.Current.CancellationToken))!;

        var compared = 0;
        foreach (var (section, config) in expected)
        {
            if (config!["password"]?.GetValue<string>() is not { } password)
                continue;
            compared++;
            var address = UploadAddress.Parse(config["repository"]!.GetValue<string>())!;
            var login = file.LoginOf(section, address, "main");
            Assert.Equal((config["username"]?.GetValue<string>(), password), (login.User, login.Password));
            Assert.Equal(login, file.LoginFor(address, section));
            Assert.Equal($"section [{section}] of {path}", login.Place);
        }

        Assert.Equal(logins, compared);
        Assert.Null(file.LoginFor(new Uri("https://elsewhere.example.org/legacy/"), "pypi"));
    }

    [Fact]
    public async Task Of_two_sections_for_one_address_that_of_the_destination_s_name_counts()
    {
        var file = await FileAsync("[distutils]\nindex-servers = pypi tide\n[pypi]\npassword = whole-account\n[tide]\nrepository = https://upload.pypi.org/legacy/\npassword = one-project\n");

        Assert.Equal("one-project", file.LoginFor(new Uri(Pypi), "tide")?.Password);
        Assert.Equal("whole-account", file.LoginFor(new Uri(Pypi), "main")?.Password);
    }

    [Theory]
    [InlineData("[distutils]\nindex-servers = pypi\n[own]\npassword = the-secret\n", "pypirc:2:1: 'index-servers' of [distutils] lists", "add own there")]
    [InlineData("[own]\npassword = the-secret\n", "has no 'index-servers'", "add own there")]
    [InlineData("[distutils]\nindex-servers = own\n[own]\nrepository = https://elsewhere.example.org/\npassword = the-secret\n", "pypirc:4:14: the section is for another address than https://packages.example.org/legacy/", "correct 'repository'")]
    [InlineData("[distutils]\nindex-servers = own\n[own]\nusername = ci\n", "the section has no 'password'", "write password = …")]
    [InlineData("[distutils]\nindex-servers = own\n", "'index-servers' lists it, and there is no such section", "write password = …")]
    public async Task A_section_that_is_named_and_cannot_serve_is_told(string text, string because, string hint)
    {
        var file = await FileAsync(text);

        var refused = Assert.Throws<ReleaseException>(() => file.LoginOf("own", new Uri("https://packages.example.org/legacy/"), "main"));

        Assert.Contains("destination main: section [own] of", refused.Message, StringComparison.Ordinal);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_in_its_place_is_none() =>
        Assert.Null(await PypircFile.ReadAsync(directory.Path, TestContext.Current.CancellationToken));

    public void Dispose() => directory.Dispose();

    private async Task<PypircFile> FileAsync(string text) => (await PypircFile.ReadAsync(directory.Write("pypirc", text), TestContext.Current.CancellationToken))!;
}
