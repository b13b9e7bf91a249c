using Xunit;

namespace Drayage.Tests.Workflows.Linting.Publishing;

/// <summary>Guides that explain how to publish, with the mistakes that such guides make.</summary>
public sealed class GuideRuleTests
{
    [Fact]
    public void A_login_step_of_an_old_version() => Assert.Equal("3 warning deprecated-action", Linted.Guide(
        "```yaml\n- name: Log in to GHCR\n  uses: docker/login-action@v2\n  with:\n    registry: ghcr.io\n    password: ${{ secrets.GITHUB_TOKEN }}\n```\n"));

    [Fact]
    public void A_build_whose_continuation_a_comment_breaks() => Assert.Equal("6 note combined-push; 6 error broken-continuation", Linted.Guide(
        "```bash\ndocker buildx build \\\n  --platform linux/amd64 \\\n  --push \\\n  -t acme/app:${tag} \\\n  -t ghcr.io/acme/app:${tag} \\  # new\n  --no-cache \\\n  .\n```\n"));

    [Fact]
    public void An_upload_to_the_container_registry() => Assert.Equal("5 error not-a-python-index", Linted.Guide(
        "```yaml\n- name: Publish\n  run: |\n    python3 -m twine upload \\\n      --repository-url https://ghcr.io/${{ github.repository }}/python \\\n      dist/* \\\n      --verbose\n```\n"));

    [Fact]
    public void Two_uploads_of_which_one_shows_its_secret() => Assert.Equal("6 warning missing-skip-existing; 6 warning secret-on-command-line; 8 error not-a-python-index", Linted.Guide(
        "```yaml\n- run: |\n    pip install build twine\n    python3 -m build\n    # to PyPI\n    python3 -m twine upload dist/* -u __token__ -p ${{ secrets.PYPI }}\n    python3 -m twine upload \\\n      --repository-url https://ghcr.io/acme/app/python dist/*\n```\n"));

    [Fact]
    public void Questions_to_addresses_that_are_none() => Assert.Equal("2 warning wrapped-base64; 4 error no-such-package-type; 5 error not-a-python-index", Linted.Guide(
        "```bash\ncurl -H \"Authorization: Bearer $(echo -n $T | base64)\" \\\n  https://ghcr.io/v2/acme/app/tags/list\ncurl https://api.github.com/users/acme/packages/pypi/app\npip install --index-url https://ghcr.io/acme/app/python app\n```\n"));

    [Fact]
    public void Addresses_by_themselves() => Assert.Equal("3 error not-a-python-index; 7 error not-a-python-index", Linted.Guide(
        "To upload:\n```\nhttps://upload.pkg.github.com/OWNER/REPO\n```\nTo install:\n```\nhttps://pkg.github.com/OWNER/REPO/simple\n```\nImages:\n```\nghcr.io/OWNER/REPO:tag\n```\n"));

    [Fact]
    public void A_wheel_pushed_as_an_image() => Assert.Equal("3 error not-an-image; 3 warning image-name-case", Linted.Guide(
        "```yaml\n- run: |\n    crane push dist/*.whl ghcr.io/${{ github.repository }}/app:latest\n```\n"));

    [Fact]
    public void A_token_that_is_never_mapped() => Assert.Equal("3 warning missing-skip-existing; 6 warning secret-on-command-line; 6 warning unmapped-secret", Linted.Guide(
        "```yaml\n- run: |\n    twine upload \\\n      --repository-url https://test.pypi.org/legacy/ dist/* \\\n      --username __token__ \\\n      --password $TEST_TOKEN\n```\n"));

    [Fact]
    public void A_whole_workflow()
    {
        var found = Linted.Guide(
            """
            ```yaml
            name: Release
            on:
              push:
                tags: ['v*']
            jobs:
              publish:
                runs-on: ubuntu-latest
                permissions:
                  contents: read
                  packages: write
                steps:
                  - uses: actions/checkout@v4
                  - uses: actions/setup-python@v4
                  - run: |
                      cd python
                      python -m build
                  - env:
                      T: ${{ secrets.T }}
                    run: |
                      twine upload dist/* -u __token__ -p $T
                  - env:
                      GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}
                    run: |
                      R="${GITHUB_REPOSITORY##*/}"
                      twine upload \
                        --repository-url "https://upload.pkg.github.com/${{ github.repository_owner }}/$R" \
                        dist/* \
                        --password "$GITHUB_TOKEN"
            ```
            """,
            "python-tool-not-installed", "not-a-python-index", "secret-on-command-line", "deprecated-action");

        Assert.Equal(
            "14 warning deprecated-action; 17 error python-tool-not-installed; 21 error python-tool-not-installed; 21 warning secret-on-command-line; "
            + "26 error python-tool-not-installed; 27 error not-a-python-index; 29 warning secret-on-command-line",
            found);
    }
}
