using Drayage.Formats.Ini;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Ini;

public sealed class IniDocumentTests
{
    [Theory]
    [InlineData("username = x", "pypirc:1:1: this line stands in no section")]
    [InlineData("[pypi]\nusername = x\n[pypi]", "pypirc:3:1: section [pypi] was begun before")]
    [InlineData("[pypi]\nusername = x\nUsername: y", "pypirc:3:1: 'username' stands in section [pypi] already")]
    [InlineData("[pypi]\n  the-secret-alone", "pypirc:2:3: this is neither '[section]' nor 'key = value'")]
    [InlineData("[pypi]\n = the-secret", "pypirc:2:2: there is no key before the sign")]
    public void A_mistake_is_told_with_its_place_and_without_values(string text, string because)
    {
        var refused = Assert.Throws<ReleaseException>(() => IniDocument.Parse(text, "pypirc"));

        Assert.Equal(because, refused.Because);
        Assert.DoesNotContain("the-secret", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public void Values_know_their_places()
    {
        var entry = IniDocument.Parse("# mine\n[distutils]\nindex-servers =\n    pypi\n    # not this\n    own\n", "pypirc").Find("distutils", "index-servers")!;

        Assert.Equal("\npypi\nown", entry.Value);
        Assert.Equal(["pypirc:3:16", "pypirc:4:5", "pypirc:6:5", "pypirc:7:1"], entry.Lines.Select(line => line.At.ToString()));
        Assert.Equal("pypirc:3:1", entry.At.ToString());
    }

    [Fact]
    public void A_password_is_shown_by_nobody_by_mistake()
    {
        var entry = IniDocument.Parse("[pypi]\npassword = the-secret\n", "pypirc").Find("pypi", "password")!;

        Assert.Equal("the-secret", entry.Value);
        Assert.DoesNotContain("the-secret", $"{entry} {entry.Lines[0]}", StringComparison.Ordinal);
    }
}
